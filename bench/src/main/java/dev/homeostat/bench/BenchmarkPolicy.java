package dev.homeostat.bench;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Workload;

/** A policy of ten signals and ten knobs in two objects, from the YAML that a user would write. */
final class BenchmarkPolicy {

  /** How many signals there are, and how many knobs. */
  static final int SIZE = 10;

  private static final int OBJECTS = 2;

  /** The compiled policy, whose knobs take some time for a full move. */
  static Workload workload(String ramp) {
    ManifestFile file = ManifestReader.read("benchmark.yaml", yaml(ramp));
    if (!file.problems().isEmpty()) {
      throw new IllegalStateException("the policy cannot be read: " + file.problems());
    }
    CompiledPolicy compiled = PolicyCompiler.compile(PolicySet.of(file.manifests()));
    if (!compiled.problems().isEmpty()) {
      throw new IllegalStateException("the policy is not valid: " + compiled.problems());
    }
    return compiled.workloads().get(0);
  }

  private static String yaml(String ramp) {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: homeostat.dev/v1alpha1
            kind: SignalSource
            metadata: {name: main}
            spec: {url: "http://localhost:9090", staleAfter: 3s, allowPromql: true}
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: OperatingMode
            metadata: {name: checkout, namespace: shop}
            spec:
              enforcement: Enforce
              interval: 1s
              signals:
            """);
    for (int i = 0; i < SIZE; i++) {
      yaml.append("  - {name: s%d, promql: {source: main, query: \"ratio_%d\"}}\n".formatted(i, i));
    }
    yaml.append("  knobs:\n");
    for (int i = 0; i < SIZE; i++) {
      yaml.append(knob(i, ramp));
    }
    yaml.append("  modes:\n    degraded:\n      minDwell: 5s\n      enter:\n");
    for (int i = 0; i < SIZE; i += 2) {
      yaml.append("      - allOf:\n");
      yaml.append("        - {signal: s%d, above: 14.4, for: 2s}\n".formatted(i));
      yaml.append(
          "        - {signal: s%d, above: 14.4, exitBelow: 1, for: 2s, exitFor: 2s}\n"
              .formatted(i + 1));
    }
    return yaml.append("    recovery: {steps: [1, 10, 50, 100], hold: 60s}\n").toString();
  }

  private static String knob(int number, String ramp) {
    return """
      - name: k%d
        type: Integer
        min: 10
        max: 100000
        saferDirection: Lower
        takeOver: true
        ramp: %s
        values: {target: 90000, degraded: 500}
        in: {configMapKey: {name: settings-%d, key: knob.%d}}
    """
        .formatted(number, ramp, number % OBJECTS, number);
  }

  private BenchmarkPolicy() {}
}
