package dev.homeostat.engine;

import dev.homeostat.engine.plan.Autoscaling;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Autoscalers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Says whether the autoscaler of a workload can still add replicas. What it asked for counts, not
 * what there is yet: one that wants its maximum while Pods start asks for no more, however the load
 * that it sees grows.
 */
final class AutoscalerReader {

  static Autoscaling read(ObjectRef workload, Autoscalers.AutoscalerSight sight) {
    if (sight instanceof Autoscalers.Unknown unknown) {
      return new Autoscaling(Autoscaling.State.AUTOSCALER_UNKNOWN, unknown.message());
    }
    if (sight instanceof Autoscalers.Fixed) {
      return new Autoscaling(
          Autoscaling.State.AT_MAXIMUM, "the size of %s is fixed".formatted(workload));
    }
    List<Autoscalers.Autoscaler> own =
        ((Autoscalers.Present) sight)
            .all().stream().filter(one -> scales(one.target(), workload)).toList();
    return switch (own.size()) {
      case 0 ->
          new Autoscaling(
              Autoscaling.State.AUTOSCALER_MISSING,
              "no HorizontalPodAutoscaler scales %s; make one, or say autoscaling: Independent"
                  .formatted(workload));
      case 1 -> read(own.get(0));
      default ->
          new Autoscaling(
              Autoscaling.State.AUTOSCALER_AMBIGUOUS,
              "expected one HorizontalPodAutoscaler that scales %s, found %s; delete all but one"
                  .formatted(
                      workload,
                      own.stream()
                          .map(Autoscalers.Autoscaler::name)
                          .sorted()
                          .collect(Collectors.joining(", "))));
    };
  }

  private static Autoscaling read(Autoscalers.Autoscaler one) {
    String wants =
        "HorizontalPodAutoscaler %s wants %d of at most %d replicas"
            .formatted(one.name(), one.desiredReplicas(), one.maxReplicas());
    return new Autoscaling(
        one.desiredReplicas() >= one.maxReplicas()
            ? Autoscaling.State.AT_MAXIMUM
            : Autoscaling.State.BELOW_MAXIMUM,
        one.obstacle().isEmpty() ? wants : wants + " and does not scale now: " + one.obstacle());
  }

  private static boolean scales(Autoscalers.Target target, ObjectRef workload) {
    return target.group().equals(workload.group())
        && (target.kind().toLowerCase(Locale.ROOT) + "s").equals(workload.resource())
        && target.name().equals(workload.name());
  }

  private AutoscalerReader() {}
}
