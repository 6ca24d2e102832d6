package dev.homeostat.slo;

/** What a reader may rely on, the strongest first; of two in a chain the weaker one is left. */
public enum Guarantee {
  STRICT_SERIALIZABLE,
  SERIALIZABLE,
  SNAPSHOT_ISOLATION,
  READ_COMMITTED,
  EVENTUAL;

  /** The weaker of two: all that both give. */
  public Guarantee meet(Guarantee other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The stronger of two: what a re-read at an authority makes of the weaker one. */
  public Guarantee join(Guarantee other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Whether it gives all that another one gives. */
  public boolean isAtLeast(Guarantee other) {
    return compareTo(other) <= 0;
  }
}
