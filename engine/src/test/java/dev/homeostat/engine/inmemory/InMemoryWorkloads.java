package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Workloads;
import java.util.Map;

/** One workload, as a test says that it is. */
public final class InMemoryWorkloads implements Workloads {

  private WorkloadSight sight = new Unknown("there is none");

  /** Its fields from now on. */
  public void set(Map<String, String> fields) {
    sight = new Present(fields);
  }

  /** Nothing is known of it from now on. */
  public void hide(String why) {
    sight = new Unknown(why);
  }

  @Override
  public WorkloadSight read(ObjectRef workload, String account) {
    return sight;
  }
}
