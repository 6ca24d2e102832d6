package dev.homeostat.sim.plant;

/**
 * Some servers behind one queue.
 *
 * @param servers how many; a thread or a slot is one too
 * @param queueCapacity how many attempts wait at most; the next is turned away
 * @param time how long a server works on an attempt
 */
public record PoolSpec(int servers, int queueCapacity, ServiceTime time) {

  public PoolSpec {
    if (servers < 1 || servers > ServerPool.UNLIMITED) {
      throw new IllegalArgumentException("expected 1 to 1,000,000 servers, found " + servers);
    }
    if (queueCapacity < 0) {
      throw new IllegalArgumentException(
          "expected a queue that is not negative, found " + queueCapacity);
    }
  }
}
