package dev.homeostat.engine.port;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.policy.ResourceId;
import org.jspecify.annotations.Nullable;

/** The status of our own resources: what is remembered across a restart. */
public interface Statuses {

  /** What was saved last; null where nothing was, or where it was wiped. */
  @Nullable OperatingModeStatus load(ResourceId resource);

  /** Saves it, or says why not. */
  WriteResult save(ResourceId resource, OperatingModeStatus status);
}
