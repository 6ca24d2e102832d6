package dev.homeostat.engine.policy;

import dev.homeostat.modes.Guidance;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What people say about a workload beside its signals, which the machine is guided by.
 *
 * @param pause who has paused it, for messages; empty where nobody has
 * @param overrides where people send it
 * @param schedules when a protective mode is held
 * @param freezes when nothing moves upwards
 * @param gates what must be so before a step of Recovery ends
 * @param dependsOn workloads that it needs; those of other namespaces such as {@code data/orders}
 * @param approved moves that wait for an approval, by the mode that is entered
 * @param approvals what people have said yes to
 * @param coordination what else it waits for before it rises
 */
public record Directives(
    String pause,
    List<Order> overrides,
    List<Window> schedules,
    List<Window> freezes,
    List<Gate> gates,
    List<String> dependsOn,
    Set<Mode> approved,
    List<Approval> approvals,
    Coordination coordination) {

  /** Nobody says anything. */
  public static final Directives NONE =
      new Directives(
          "",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Set.of(),
          List.of(),
          Coordination.NONE);

  /**
   * A ModeOverride: it leads to a mode, or returns to a set of settings.
   *
   * @param name of the resource
   * @param destination where it leads; null where it returns to settings
   * @param revision number of those settings; 0 where it leads to a mode
   * @param untilMillis when it expires, milliseconds since the epoch
   */
  public record Order(
      String name, Guidance.@Nullable Destination destination, long revision, long untilMillis) {}

  /**
   * An Approval.
   *
   * @param name of the resource
   * @param decision number of the decision that it says yes to
   * @param untilMillis when it expires, milliseconds since the epoch
   */
  public record Approval(String name, long decision, long untilMillis) {}

  public Directives {
    overrides = List.copyOf(overrides);
    schedules = List.copyOf(schedules);
    freezes = List.copyOf(freezes);
    gates = List.copyOf(gates);
    dependsOn = List.copyOf(dependsOn);
    approved = Set.copyOf(approved);
    approvals = List.copyOf(approvals);
  }

  /** Whether a move needs an approval that nobody has given. */
  public boolean lacksApproval(Mode to, long decision, long nowMillis) {
    return approved.contains(to) && !isApproved(decision, nowMillis);
  }

  /** Whether a person has said yes to a decision. */
  public boolean isApproved(long decision, long nowMillis) {
    for (Approval one : approvals) {
      if (one.decision() == decision && one.untilMillis() > nowMillis) {
        return true;
      }
    }
    return false;
  }

  /** The workloads whose modes bear on it. */
  public Set<String> peers() {
    Set<String> peers = new TreeSet<>(dependsOn);
    for (Gate gate : gates) {
      if (gate instanceof Gate.OfWorkload other) {
        peers.add(other.operatingMode());
      }
    }
    return peers;
  }

  /** Whether nothing moves and nothing is written. */
  public boolean paused() {
    return !pause.isEmpty();
  }

  /** Of several overrides the one that leads to the safest mode; null where none holds. */
  public @Nullable Order override(long nowMillis) {
    Order safest = null;
    Mode least = null;
    for (Order order : overrides) {
      Guidance.Destination to = order.destination();
      if (to != null
          && order.untilMillis() > nowMillis
          && (least == null || to.mode().isSaferThan(least))) {
        safest = order;
        least = to.mode();
      }
    }
    return safest;
  }

  /** Of several overrides that return to settings that of the oldest; null where none does. */
  public @Nullable Order rollback(long nowMillis) {
    Order oldest = null;
    for (Order order : overrides) {
      if (order.destination() == null
          && order.untilMillis() > nowMillis
          && (oldest == null || order.revision() < oldest.revision())) {
        oldest = order;
      }
    }
    return oldest;
  }

  /** The safest mode of the schedules that are open; null where none is. */
  public @Nullable Mode scheduled(long nowMillis) {
    Mode safest = null;
    for (Window window : schedules) {
      Mode mode = window.mode();
      if (mode != null
          && (safest == null || mode.isSaferThan(safest))
          && window.isOpen(nowMillis)) {
        safest = mode;
      }
    }
    return safest;
  }
}
