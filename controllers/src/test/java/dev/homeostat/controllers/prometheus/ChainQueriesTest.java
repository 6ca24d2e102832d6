package dev.homeostat.controllers.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.engine.chain.ChainCycle;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.PolicySet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A turn costs the source a number of requests that does not grow with the number of chains. */
class ChainQueriesTest {

  private static final Pattern NAMES = Pattern.compile("chain=~\"([^\"]*)\"");

  private static List<ChainPolicy> chains(int count) {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: homeostat.dev/v1alpha1
            kind: SignalSource
            metadata: {name: main}
            spec: {url: "http://localhost:9090"}
            """);
    for (int i = 0; i < count; i++) {
      yaml.append(
          """
          ---
          apiVersion: homeostat.dev/v1alpha1
          kind: SLOChain
          metadata: {name: c%d, namespace: shop}
          spec:
            source: main
            objective: "0.99"
            services:
          """
              .formatted(i));
      for (int s = 0; s < 5; s++) {
        yaml.append(
            "  - {name: s%1$d, objective: \"0.999\", errors: e%1$d_%2$d, total: t%1$d_%2$d}\n"
                .formatted(s, i));
      }
      yaml.append(
          """
            stages: [{name: all, compose: Serial, members: [s0, s1, s2, s3, s4]}]
            root: all
          """);
    }
    ManifestFile file = ManifestReader.read("chains.yaml", yaml.toString());
    CompiledPolicy compiled = PolicyCompiler.compile(PolicySet.of(file.manifests()));
    assertThat(compiled.chains()).hasSize(count);
    return compiled.chains();
  }

  private static PrometheusSignals signals(FakePrometheus server) {
    return new PrometheusSignals(
        () -> Map.of("main", server.source()),
        (name, credential) -> new Credentials.Bearer(""),
        PrometheusSignals.client());
  }

  private static int most(FakePrometheus server, int count) {
    List<ChainPolicy> chains = chains(count);
    ChainCycle cycle = new ChainCycle(id -> null, id -> null);
    int most = 0;
    try (PrometheusSignals signals = signals(server)) {
      // The first turns find out which chains are recorded.
      for (int turn = 0; turn < 4; turn++) {
        server.asked.clear();
        assertThat(cycle.evaluate(chains, signals, 0)).isNotEmpty();
        most = Math.max(most, server.asked.size());
      }
    }
    return most;
  }

  /** One for what is recorded, and the rest for at most 2,000 expressions, 500 in each. */
  @ParameterizedTest
  @CsvSource({"1, 2", "10, 3", "1000, 5"})
  void turn_withoutRules_asksAFewTimes(int count, int requests) {
    try (FakePrometheus server = FakePrometheus.ofResults(query -> "[]")) {
      assertThat(most(server, count)).isEqualTo(requests);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "10", "1000"})
  void turn_withRules_asksOnce(int count) {
    try (FakePrometheus server = FakePrometheus.ofResults(ChainQueriesTest::recorded)) {
      assertThat(most(server, count)).isEqualTo(1);
    }
  }

  /** Of as many chains as fit into an answer. */
  private static String recorded(String query) {
    Matcher names = NAMES.matcher(query);
    assertThat(names.find()).as(query).isTrue();
    return Stream.of(names.group(1).split("\\|"))
        .flatMap(chain -> Stream.of("s0", "s1", "s2", "s3", "s4").map(s -> objective(chain, s)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String objective(String chain, String member) {
    return FakePrometheus.series(
        "\"__name__\":\"chain_member:slo_objective:ratio\",\"namespace\":\"shop\",\"chain\":\"%s\",\"member\":\"%s\""
            .formatted(chain, member),
        "0.999");
  }
}
