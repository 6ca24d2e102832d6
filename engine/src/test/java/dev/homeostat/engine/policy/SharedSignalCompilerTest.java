package dev.homeostat.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.World;
import dev.homeostat.modes.MissingData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A resource gets the one series of a shared signal that is its namespace's, or is told why not.
 */
class SharedSignalCompilerTest {

  private static final String BURN = "{name: burn-long, sloChain: {name: checkout, window: 60s}}";

  private static CompiledPolicy compile(String source, String shared) {
    String policy =
        World.POLICY
            .replace("staleAfter: 3s", source)
            .replace(BURN, "{name: burn-long, shared: {source: main, signal: p99" + shared + "}}");
    return PolicyCompiler.compile(World.parse(policy));
  }

  private static String sharing(String by) {
    return "staleAfter: 3s, signals: [{name: p99, promql: 'latency:p99', by: [" + by + "]}]";
  }

  private static List<Problem> all(CompiledPolicy compiled) {
    return compiled.problems().values().stream().flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`namespace, app`|`, labels: {app: checkout}`",
        "`app, namespace`|`, labels: {app: checkout, namespace: shop}`"
      },
      delimiter = '|')
  void compile_labelsThatFit_picksTheSeriesOfTheNamespace(String by, String labels) {
    CompiledPolicy compiled = compile(sharing(by), labels);

    assertThat(compiled.problems()).isEmpty();
    TreeMap<String, String> expected = new TreeMap<>();
    expected.put("app", "checkout");
    expected.put("namespace", "shop");
    assertThat(compiled.workloads().get(0).signals().get(0))
        .isEqualTo(
            new SignalPolicy(
                "burn-long",
                new SignalPolicy.SingleValue(
                    new Query.Shared("main", "p99", "latency:p99", expected)),
                3_000,
                6_000,
                MissingData.HOLD));
  }

  @Test
  void compile_tenantLabel_isForcedInsteadOfNamespace() {
    // Only the chain, which brings expressions of its own, has to go elsewhere.
    CompiledPolicy compiled =
        PolicyCompiler.compile(
            World.parse(
                World.POLICY
                        .replace("staleAfter: 3s", "tenant: {label: tenant}, " + sharing("tenant"))
                        .replace(BURN, "{name: burn-long, shared: {source: main, signal: p99}}")
                        .replace(
                            "sloChain: {name: checkout, window: 5s}",
                            "shared: {source: main, signal: p99}")
                        .replace("  source: main\n", "  source: other\n")
                    + "---\n"
                    + "apiVersion: homeostat.dev/v1alpha1\n"
                    + "kind: SignalSource\n"
                    + "metadata: {name: other}\n"
                    + "spec: {url: 'http://other:9090'}\n"));

    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.workloads().get(0).signals())
        .allSatisfy(
            signal ->
                assertThat(signal.measure())
                    .isEqualTo(
                        new SignalPolicy.SingleValue(
                            new Query.Shared(
                                "main",
                                "p99",
                                "latency:p99",
                                new TreeMap<>(Map.of("tenant", "shop"))))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`, labels: {app: a, namespace: cart}`|spec.signals[0].shared.labels.namespace"
            + "|`expected shop, the namespace of this resource, found cart; remove it`",
        "``|spec.signals[0].shared.labels"
            + "|`apart, app, namespace (namespace is added by itself), found namespace; add`",
        "`, labels: {app: a, job: b}`|spec.signals[0].shared.labels"
            + "|`found app, job, namespace; add what is missing and remove the rest`"
      })
  void compile_labelsThatDoNotFit_isToldWithTheOnesThatDo(
      String labels, String path, String message) {
    CompiledPolicy compiled = compile(sharing("namespace, app"), labels);

    assertThat(compiled.workloads()).isEmpty();
    assertThat(all(compiled))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.reason()).isEqualTo("InvalidSpec");
              assertThat(problem.subject()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
  }

  @Test
  void compile_signalThatIsNotShared_isToldWithThoseThatAre() {
    String source = sharing("namespace").replace("name: p99", "name: p95");

    assertThat(all(compile(source, "")))
        .extracting(Problem::toString)
        .containsExactly(
            "UnknownSharedSignal: spec.signals[0].shared.signal: SignalSource main shares no signal"
                + " p99; it shares p95");
  }

  @Test
  void compile_sourceForOtherNamespaces_isRefusedToShared() {
    String source = sharing("namespace") + ", namespaces: {names: [cart]}";

    assertThat(all(compile(source, "")))
        .filteredOn(problem -> problem.subject().equals("spec.signals[0].shared.source"))
        .extracting(Problem::reason)
        .containsExactly("SourceNotAllowed");
  }

  @Test
  void compile_sourceForThisNamespaceWithCredential_isUsed() {
    String source =
        sharing("namespace") + ", namespaces: {names: [cart, shop]}, credential: {secretName: a}";

    assertThat(compile(source, "").problems()).isEmpty();
  }
}
