package dev.homeostat.samples;

/**
 * Random numbers drawn from a key instead of a stream, so that two copies of a run see the same
 * world whatever the order in which they draw (common random numbers).
 *
 * <p>Every part of the key goes through one round of SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014). The purpose keeps draws for different
 * ends apart that have the same numbers in their keys.
 */
public record KeyedRandom(long seed, Purpose purpose) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** What a number is drawn for. */
  public enum Purpose {
    ARRIVAL(1),
    ORDER(2),
    SERVICE(3);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }

  /** A number above 0 and at most 1. */
  public double uniform(long request, int attempt) {
    long bits = splitMix64(seed);
    bits = splitMix64(bits ^ purpose.salt);
    bits = splitMix64(bits ^ request);
    bits = splitMix64(bits ^ attempt);
    return ((bits >>> 11) + 1) * 0x1.0p-53;
  }

  /** An exponentially distributed number of mean 1. */
  public double exponential(long request, int attempt) {
    return -Math.log(uniform(request, attempt));
  }

  static long splitMix64(long state) {
    long mixed = state + GOLDEN_GAMMA;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
