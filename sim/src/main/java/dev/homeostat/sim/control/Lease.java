package dev.homeostat.sim.control;

/**
 * Which of two processes may write. It is a stand-in for the Lease and the fence of a cluster: the
 * term rises whenever it changes hands, and a write of an older term is refused where it lands.
 */
final class Lease {

  /** A holder that did not renew it for so long has lost it. */
  static final long DURATION_MILLIS = 8_000;

  private int holder = -1;
  private long term;
  private long renewedMillis;

  /**
   * Renews it, or takes one that is over.
   *
   * @param known the term that the process believes to hold
   * @return the term that it holds now; 0: none
   */
  long renew(int process, long known, long nowMillis) {
    if (holder == process && known == term) {
      renewedMillis = nowMillis;
      return term;
    }
    if (holder < 0 || nowMillis - renewedMillis >= DURATION_MILLIS) {
      holder = process;
      renewedMillis = nowMillis;
      term++;
      return term;
    }
    return 0;
  }

  /** The term that may write. */
  long term() {
    return term;
  }
}
