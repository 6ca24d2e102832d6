package dev.homeostat.engine.policy;

/** How far a resource may go. */
public enum Enforcement {
  /** Decide and report, write nothing. */
  OBSERVE,
  /** Also write. */
  ENFORCE;

  /** The lesser of the two. */
  public Enforcement cappedAt(Enforcement cap) {
    return this == ENFORCE && cap == ENFORCE ? ENFORCE : OBSERVE;
  }
}
