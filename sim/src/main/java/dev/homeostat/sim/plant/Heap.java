package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.VirtualTime;

/** A heap that is collected as soon as what is live and what was allocated since fill it. */
final class Heap {

  private final HeapSpec spec;
  private double allocatedMegabytes;
  private double pausedSeconds;

  Heap(HeapSpec spec) {
    this.spec = spec;
  }

  /**
   * An attempt starts.
   *
   * @param running how many run, that one included
   * @return how long all servers stop for a collection; 0 for none
   */
  long started(int running) {
    allocatedMegabytes += spec.startMegabytes();
    double live = spec.baseMegabytes() + spec.runningMegabytes() * running;
    if (allocatedMegabytes < spec.heapMegabytes() - live) {
      return 0;
    }
    allocatedMegabytes = 0;
    double pause = live * spec.pauseSecondsPerMegabyte();
    pausedSeconds += pause;
    return VirtualTime.nanos(pause);
  }

  /** The length of all pauses so far. */
  double pausedSeconds() {
    return pausedSeconds;
  }
}
