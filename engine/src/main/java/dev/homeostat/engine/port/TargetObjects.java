package dev.homeostat.engine.port;

import dev.homeostat.engine.policy.ObjectRef;

/** The objects that hold knobs. Failures are results, never exceptions. */
public interface TargetObjects {

  /**
   * Reads one object, as new as whatever was written to it through any port before: a cache that
   * lags behind a write would have a knob go on from a value that it has left.
   *
   * @param account ServiceAccount in its namespace whose rights count
   */
  TargetObject read(ObjectRef object, String account);

  /** Sets all fields that one owner holds in one object, or none of them. */
  WriteResult apply(ObjectWrite write);

  /** Gives fields back as they were, under the names of those who had set them. */
  WriteResult restore(ObjectRestore restore);
}
