package dev.homeostat.engine.inmemory;

/** Pieces of manifests, so that a test shows only what it is about. */
public final class Policies {

  /** The source and the chain of {@link World#POLICY}. */
  public static final String CHAIN = World.POLICY.substring(0, World.POLICY.lastIndexOf("---\n"));

  /** The knob of {@link World#POLICY}. */
  public static final String LIMIT =
      knob(
          "admission-limit",
          "admission.limit",
          "type: Integer, min: 10, max: 1000, saferDirection: Lower, takeOver: true, values:"
              + " {target: 620, degraded: 50}");

  /** The same knob with a ramp and a slew rate. */
  public static final String RAMPED_LIMIT =
      LIMIT.replace(
          "takeOver: true", "takeOver: true, ramp: 10s, slewRate: {change: 100, per: 1s}");

  /** A knob in the ConfigMap checkout. */
  public static String knob(String name, String key, String rest) {
    return "  - {name: %s, in: {configMapKey: {name: checkout, key: %s}}, %s}\n"
        .formatted(name, key, rest);
  }

  /** An OperatingMode with the signals and modes of {@link World#POLICY}, in Enforce. */
  public static String mode(String name, String... knobs) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: OperatingMode
    metadata: {name: %s, namespace: shop}
    spec:
      enforcement: Enforce
      interval: 1s
      signals:
      - {name: burn-long, sloChain: {name: checkout, window: 60s}}
      - {name: burn-short, sloChain: {name: checkout, window: 5s}}
      modes:
        degraded:
          minDwell: 5s
          enter:
          - allOf:
            - {signal: burn-long, above: 14.4, for: 1s}
            - {signal: burn-short, above: 14.4, exitBelow: 1, for: 1s, exitFor: 2s}
        recovery: {steps: [1, 10, 50, 100], hold: 3s}
      knobs:
    """
            .formatted(name)
        + String.join("", knobs);
  }

  /** The source and the chain, with these OperatingModes. */
  public static String policy(String... modes) {
    return CHAIN + "---\n" + String.join("---\n", modes);
  }

  /** One OperatingMode named checkout with these knobs. */
  public static String withKnobs(String... knobs) {
    return policy(mode("checkout", knobs));
  }

  private Policies() {}
}
