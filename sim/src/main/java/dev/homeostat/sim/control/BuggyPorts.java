package dev.homeostat.sim.control;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.port.Statuses;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.TimeSource;
import dev.homeostat.engine.port.WriteResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ports of one process of a buggy controller: as in a cluster on a bad day. */
final class BuggyPorts implements Signals, TargetObjects, Statuses, TimeSource {

  private final ControllerProcess process;
  private final BuggyPlane plane;
  private final PlantSignals signals;
  private Map<Query, Reading> arrived = new HashMap<>();
  private long newestMillis;

  BuggyPorts(ControllerProcess process, BuggyPlane plane) {
    this.process = process;
    this.plane = plane;
    this.signals = new PlantSignals(plane.scrapes());
  }

  /** The true age of the newest sample that arrived. */
  long ageMillis() {
    return plane.nowMillis() - newestMillis;
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    if (plane.strikes(Fault.NOT_A_NUMBER)) {
      Map<Query, Reading> answers = new HashMap<>();
      queries.forEach(
          query -> answers.put(query, Reading.of(Double.NaN, plane.nowMillis(), "a fault")));
      return answers;
    }
    if (!plane.isBlind() || !arrived.keySet().containsAll(queries)) {
      arrived = signals.read(queries);
      newestMillis =
          plane.scrapes().size() == 0 ? 0 : WallTime.millis(plane.scrapes().stampNanos(0));
    }
    return arrived;
  }

  @Override
  public TargetObject read(ObjectRef object, String account) {
    if (plane.strikes(Fault.FAILED_READ)) {
      return new TargetObject.Unreadable("the API server did not answer; it is tried again");
    }
    return plane.strikes(Fault.STALE_READ) ? plane.past() : plane.config().read(object, account);
  }

  @Override
  public WriteResult apply(ObjectWrite write) {
    return written(Fault.FAILED_WRITE, Fault.LOST_ANSWER, () -> plane.config().apply(write));
  }

  @Override
  public WriteResult restore(ObjectRestore restore) {
    return written(Fault.FAILED_WRITE, Fault.LOST_ANSWER, () -> plane.config().restore(restore));
  }

  private WriteResult written(Fault failed, Fault lost, Supplier<WriteResult> write) {
    if (plane.strikes(failed)) {
      return new WriteResult.Failed("Timeout", "the API server did not answer; try again");
    }
    if (!plane.lets(process.term())) {
      return new WriteResult.Failed("FencedOut", "another process leads; stand back");
    }
    plane.wrote();
    WriteResult result = write.get();
    return plane.strikes(lost)
        ? new WriteResult.Failed("Timeout", "the answer was lost; try again")
        : result;
  }

  @Override
  public @Nullable OperatingModeStatus load(ResourceId resource) {
    return plane.statuses().load(resource);
  }

  @Override
  public WriteResult save(ResourceId resource, OperatingModeStatus status) {
    if (plane.strikes(Fault.FAILED_SAVE)) {
      return new WriteResult.Failed("Timeout", "the API server did not answer; try again");
    }
    return plane.lets(process.term())
        ? plane.statuses().save(resource, status)
        : new WriteResult.Failed("FencedOut", "another process leads; stand back");
  }

  @Override
  public long nowMillis() {
    return process.clockMillis(plane.nowMillis());
  }
}
