package dev.homeostat.engine.inmemory;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Statuses;
import dev.homeostat.engine.port.WriteResult;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statuses in memory, which a test may wipe or make fail. */
public final class InMemoryStatuses implements Statuses {

  private final Map<ResourceId, OperatingModeStatus> statuses = new HashMap<>();
  private WriteResult.@Nullable Failed failure;
  private int saves;

  public void wipe() {
    statuses.clear();
  }

  /** Lets every save fail; null mends it. */
  public void failSaves(WriteResult.@Nullable Failed newFailure) {
    failure = newFailure;
  }

  public int saves() {
    return saves;
  }

  @Override
  public @Nullable OperatingModeStatus load(ResourceId resource) {
    return statuses.get(resource);
  }

  @Override
  public WriteResult save(ResourceId resource, OperatingModeStatus status) {
    if (failure != null) {
      return failure;
    }
    statuses.put(resource, status);
    saves++;
    return new WriteResult.Written();
  }
}
