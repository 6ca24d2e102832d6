package dev.homeostat.sim.kernel;

/** A running 64-bit digest of a trace; one word more or less, or in another order, changes it. */
final class Digest {

  /** Offset basis of FNV-1a, 64 bits. */
  static final long START = 0xcbf2_9ce4_8422_2325L;

  private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

  /**
   * The digest with one word more. A multiplication alone never moves high bits down, so the word's
   * high bits are folded first.
   */
  static long with(long digest, long word) {
    long mixed = (digest ^ word) * ODD;
    return mixed ^ (mixed >>> 29);
  }

  private Digest() {}
}
