package dev.homeostat.sim.plant;

/**
 * Memory whose collection stops the servers: what is live grows with what runs, so that a slow
 * service collects more often, and is slower for it.
 *
 * @param heapMegabytes all there is
 * @param baseMegabytes live when nothing runs
 * @param runningMegabytes live for each attempt that runs
 * @param startMegabytes allocated by each start
 * @param pauseSecondsPerMegabyte length of a pause for what is live
 */
public record HeapSpec(
    double heapMegabytes,
    double baseMegabytes,
    double runningMegabytes,
    double startMegabytes,
    double pauseSecondsPerMegabyte) {

  public HeapSpec {
    require("heap", heapMegabytes);
    require("base", baseMegabytes);
    require("part of what runs", runningMegabytes);
    require("part of a start", startMegabytes);
    require("pause", pauseSecondsPerMegabyte);
  }

  private static void require(String what, double amount) {
    if (!(amount > 0 && amount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive " + what + " of the heap, found " + amount);
    }
  }
}
