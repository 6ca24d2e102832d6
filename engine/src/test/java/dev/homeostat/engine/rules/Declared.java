package dev.homeostat.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.SLOChainSpec;
import java.util.List;
import java.util.stream.Collectors;

/** SLOChains for tests. */
final class Declared {

  private static final String HEAD =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SLOChain
      metadata: {name: %s, namespace: shop%s}
      spec:
        source: main
      """;

  /** The chain of the end-to-end tests: gateway, two redundant payment backends, ledger. */
  static final String CHECKOUT =
      chain(
          """
          objective: "0.99"
          latency: 500ms
          requiredGuarantee: SnapshotIsolation
          services:
          - {name: gateway, objective: "0.999", errors: 'e{s="g"}', total: 't{s="g"}', latencyBudget: 50ms, guarantee: StrictSerializable}
          - {name: payment-a, objective: "0.99", errors: 'e{s="a"}', total: 't{s="a"}', latencyBudget: 150ms, guarantee: Serializable}
          - {name: payment-b, objective: "0.98", errors: 'e{s="b"}', total: 't{s="b"}', latencyBudget: 90ms, guarantee: Serializable}
          - {name: ledger, objective: "0.995", errors: 'e{s="l"}', total: 't{s="l"}', latencyBudget: 100ms, guarantee: ReadCommitted}
          stages:
          - {name: payment, compose: Redundant, members: [payment-a, payment-b], waitedFor: payment-a}
          - {name: checkout, compose: Serial, members: [gateway, payment, ledger]}
          root: checkout
          """);

  /** The spec of a chain of one service. */
  static final String SMALL =
      """
      objective: "0.9"
      services: [{name: a, objective: "0.9", errors: e, total: t}]
      root: a
      """;

  /** A chain of that name and annotations. */
  static String chain(String name, String annotations, String spec) {
    String more = annotations.isEmpty() ? "" : ", annotations: {" + annotations + "}";
    return HEAD.formatted(name, more) + spec.indent(2);
  }

  static String chain(String spec) {
    return chain("checkout", "", spec);
  }

  /** Services in series, all of one objective. */
  static String serial(int services, String objective, String endToEnd) {
    StringBuilder spec = new StringBuilder("objective: \"" + endToEnd + "\"\nservices:\n");
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < services; i++) {
      spec.append(
          "- {name: s%d, objective: \"%s\", errors: e%d, total: t%d}\n"
              .formatted(i, objective, i, i));
      members.append(i == 0 ? "" : ", ").append("s").append(i);
    }
    spec.append("stages:\n- {name: all, compose: Serial, members: [" + members + "]}\nroot: all\n");
    return chain(spec.toString());
  }

  /** One service of an objective over a period, with further lines of its spec. */
  static String one(String objective, String period, String more) {
    return chain(
        """
        objective: "%s"
        period: %s
        services:
        - {name: web, objective: "%s", errors: e_total, total: t_total}
        root: web
        """
                .formatted(objective, period, objective)
            + more);
  }

  static ChainPlanCompilation compile(String yaml) {
    ManifestFile file = ManifestReader.read("chain.yaml", yaml);
    assertThat(file.problems()).as("the reader's own problems").isEmpty();
    Manifest<SLOChainSpec> chain = file.of(SLOChainSpec.class).get(0);
    return ChainPlanCompiler.compile(chain.metadata(), chain.spec());
  }

  static ChainPlan plan(String yaml) {
    ChainPlanCompilation compiled = compile(yaml);
    assertThat(compiled).isInstanceOf(ChainPlanCompilation.Compiled.class);
    return ((ChainPlanCompilation.Compiled) compiled).plan();
  }

  /** All that is wrong with a chain, a line each. */
  static String problems(String yaml) {
    ChainPlanCompilation compiled = compile(yaml);
    assertThat(compiled).isInstanceOf(ChainPlanCompilation.Refused.class);
    return ((ChainPlanCompilation.Refused) compiled)
        .problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  static String yaml(List<ChainPlan> plans) {
    RuleFile rules = RuleFile.of(plans, 0);
    assertThat(rules).isInstanceOf(RuleFile.Written.class);
    return ((RuleFile.Written) rules).yaml();
  }

  private Declared() {}
}
