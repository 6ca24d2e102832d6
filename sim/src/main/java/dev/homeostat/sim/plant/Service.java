package dev.homeostat.sim.plant;

/** Whatever takes attempts: a pool of servers, some replicas, a cache before them. */
interface Service {

  /** What becomes of an attempt at the door. */
  enum Door {
    /** It is inside, and answered later. */
    TAKEN,
    /** It is answered at once, at no cost. */
    ANSWERED,
    /** It is turned away. */
    REJECTED
  }

  /** Offers an attempt. */
  Door offer(int attempt);
}
