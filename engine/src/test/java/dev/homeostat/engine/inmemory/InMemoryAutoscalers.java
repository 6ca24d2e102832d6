package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.port.Autoscalers;
import java.util.List;

/** The autoscalers of a namespace, as a test says that they are. */
public final class InMemoryAutoscalers implements Autoscalers {

  private AutoscalerSight sight = new Present(List.of());
  private int reads;

  /** What is read from now on. */
  public void see(AutoscalerSight newSight) {
    sight = newSight;
  }

  /** One of the Deployment checkout asks for so many replicas from now on. */
  public void wants(long desired, long most) {
    see(new Present(List.of(of("checkout", desired, most))));
  }

  /** One of the Deployment checkout. */
  public static Autoscaler of(String name, long desired, long most) {
    return new Autoscaler(name, new Target("apps", "Deployment", "checkout"), most, desired, "");
  }

  /** How often it was asked. */
  public int reads() {
    return reads;
  }

  @Override
  public AutoscalerSight read(String namespace, String account) {
    reads++;
    return sight;
  }
}
