package dev.homeostat.sim.control;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Statuses;
import dev.homeostat.engine.port.WriteResult;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of the resources of one run. */
final class RunStatuses implements Statuses {

  private final Map<ResourceId, OperatingModeStatus> statuses = new HashMap<>();

  @Override
  public @Nullable OperatingModeStatus load(ResourceId resource) {
    return statuses.get(resource);
  }

  @Override
  public WriteResult save(ResourceId resource, OperatingModeStatus status) {
    statuses.put(resource, status);
    return new WriteResult.Written();
  }
}
