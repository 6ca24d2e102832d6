package dev.homeostat.slo.chain;

import java.util.List;

/**
 * The service to look at first.
 *
 * @param service its index
 * @param cause why it is the one
 * @param value by how much it falls short, or the objective that it declares
 */
public record WeakestService(int service, Cause cause, double value) {

  /** What makes a service the weakest. */
  public enum Cause {
    /** Its success ratio is below its own objective, by more than any other's. */
    FALLS_SHORT,
    /** None falls short, and it declares the lowest objective. */
    LOWEST_OBJECTIVE
  }

  static WeakestService declared(List<Service> services) {
    int lowest = 0;
    for (int i = 1; i < services.size(); i++) {
      if (services.get(i).objective() < services.get(lowest).objective()) {
        lowest = i;
      }
    }
    return new WeakestService(lowest, Cause.LOWEST_OBJECTIVE, services.get(lowest).objective());
  }
}
