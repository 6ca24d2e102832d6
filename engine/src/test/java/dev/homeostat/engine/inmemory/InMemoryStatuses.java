package dev.homeostat.engine.inmemory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Statuses;
import dev.homeostat.engine.port.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Statuses in memory, which a test may wipe or make fail. */
public final class InMemoryStatuses implements Statuses {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<ResourceId, OperatingModeStatus> statuses = new HashMap<>();
  private WriteResult.@Nullable Failed failure;
  private int saves;
  private final List<String> calls;

  public InMemoryStatuses() {
    this(new ArrayList<>());
  }

  /** Statuses that write down every save among the calls of other ports. */
  public InMemoryStatuses(List<String> calls) {
    this.calls = calls;
  }

  public void wipe() {
    statuses.clear();
  }

  /** Lets every save fail; null mends it. */
  public void failSaves(WriteResult.@Nullable Failed newFailure) {
    failure = newFailure;
  }

  /** Changes every status, as a person or a backup may. */
  public void rewrite(UnaryOperator<OperatingModeStatus> change) {
    statuses.replaceAll((id, status) -> change.apply(status));
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
    statuses.put(resource, read(write(status)));
    saves++;
    calls.add("save " + resource);
    return new WriteResult.Written();
  }

  /** A status is kept as text, as an API server keeps it. */
  private static String write(OperatingModeStatus status) {
    try {
      return JSON.writeValueAsString(status);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static OperatingModeStatus read(String text) {
    try {
      return JSON.readValue(text, OperatingModeStatus.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
