package dev.homeostat.sim.kernel;

/**
 * Random numbers that are a function of (seed, purpose, request, attempt): two policies, and two
 * orders of asking, see the same world.
 *
 * <p>{@code bits = mix(mix(mix(seed + G purpose) + G request) + G attempt)} where {@code mix} is
 * SplitMix64's finaliser (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators,
 * OOPSLA 2014, with the constants of Stafford's variant 13) and {@code G} its golden gamma. All
 * arithmetic is that of integers or of {@link StrictMath}, so that every JDK gives the same bits.
 */
public final class RandomStreams {

  private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
  private static final double UNIT = 0x1.0p-53;

  private final long[] keys = new long[Purpose.values().length + 1];

  /** The streams of one seed. */
  public RandomStreams(long seed) {
    for (Purpose purpose : Purpose.values()) {
      keys[purpose.number()] = mix(mix(seed) + GOLDEN_GAMMA * purpose.number());
    }
  }

  /** 64 random bits. */
  public long bits(Purpose purpose, long request, int attempt) {
    long stream = mix(keys[purpose.number()] + GOLDEN_GAMMA * (request + 1));
    return mix(stream + GOLDEN_GAMMA * (attempt + 1L));
  }

  /** Uniform from 0, included, to 1, excluded. */
  public double uniform(Purpose purpose, long request, int attempt) {
    return (bits(purpose, request, attempt) >>> 11) * UNIT;
  }

  /** Exponential of mean 1, by inversion. */
  public double exponential(Purpose purpose, long request, int attempt) {
    return -StrictMath.log(1 - uniform(purpose, request, attempt));
  }

  /** Normal of mean 0 and deviation 1, by the transformation of Box and Muller. */
  public double normal(Purpose purpose, long index) {
    double radius = StrictMath.sqrt(2 * exponential(purpose, index, 0));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform(purpose, index, 1));
  }

  /** SplitMix64's finaliser: a bijection, each bit of which depends on all others. */
  static long mix(long word) {
    long mixed = (word ^ (word >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return mixed ^ (mixed >>> 31);
  }
}
