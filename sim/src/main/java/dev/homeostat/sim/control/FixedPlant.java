package dev.homeostat.sim.control;

import dev.homeostat.engine.Ports;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Autoscalers;
import dev.homeostat.engine.port.Workloads;
import java.util.Map;

/** A plant as a workload: nothing of it is rolled out, and its size is fixed. */
final class FixedPlant implements Workloads, Autoscalers {

  private static final FixedPlant PLANT = new FixedPlant();

  /** What is beyond the knobs of a simulated plant. */
  static final Ports.Outside OUTSIDE =
      new Ports.Outside(Ports.Outside.NONE.tasks(), PLANT, PLANT, Ports.Outside.NONE.neighbours());

  private static final WorkloadSight ROLLED_OUT =
      new Workloads.Present(
          Map.of("/spec/replicas", "1", "/status/replicas", "1", "/status/updatedReplicas", "1"));

  @Override
  public WorkloadSight read(ObjectRef workload, String account) {
    return ROLLED_OUT;
  }

  @Override
  public AutoscalerSight read(String namespace, String account) {
    return new Autoscalers.Fixed();
  }
}
