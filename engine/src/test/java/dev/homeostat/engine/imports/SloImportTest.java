package dev.homeostat.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.crds.YamlFile;
import dev.homeostat.engine.rules.ChainPlanCompilation;
import dev.homeostat.engine.rules.ChainPlanCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are examples of Sloth (0e395d8) and of OpenSLO (aa5cb78). */
class SloImportTest {

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: shop
      slos:
      - name: requests
        objective: 99.9
        sli:
          events:
            error_query: sum(rate(x{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(x[{{.window}}]))
      """;

  /**
   * A file of the optional data folder beside the project; it must be there on the build server.
   */
  private static Path data(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw")) && root.getParent() != null) {
      root = root.getParent();
    }
    Path file = root.resolveSibling("shared").resolve("data").resolve(name);
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(Files.exists(file), "skipped, since ../shared/data is not there");
    }
    return file;
  }

  private static SloImport imported(String... names) {
    List<YamlFile> files = Arrays.stream(names).map(name -> YamlFile.read(data(name))).toList();
    return SloImport.of(files, "main", "default");
  }

  private static SloImport text(String yaml) {
    return SloImport.of(List.of(YamlFile.read("slo.yml", yaml)), "main", "default");
  }

  private static List<Manifest<SLOChainSpec>> chains(SloImport imported) {
    ManifestFile file = ManifestReader.read("imported.yaml", imported.yaml());
    assertThat(file.problems()).isEmpty();
    List<Manifest<SLOChainSpec>> chains = file.of(SLOChainSpec.class);
    assertThat(chains).hasSize(imported.chains());
    for (Manifest<SLOChainSpec> chain : chains) {
      assertThat(ChainPlanCompiler.compile(chain.metadata(), chain.spec()))
          .isInstanceOf(ChainPlanCompilation.Compiled.class);
    }
    return chains;
  }

  private static String refused(SloImport imported) {
    return imported.refused().stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  private static String leftOut(SloImport imported) {
    return imported.leftOut().stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({"sloth/getting-started.yml, default", "sloth/k8s-getting-started.yml, monitoring"})
  void sloth_inBothSpellings_isTheSameChain(String name, String namespace) {
    SloImport imported = imported(name);

    assertThat(imported.refused()).isEmpty();
    Manifest<SLOChainSpec> chain = chains(imported).get(0);
    assertThat(chain.metadata().name()).isEqualTo("myservice-requests-availability");
    assertThat(chain.metadata().namespace()).isEqualTo(namespace);
    assertThat(chain.metadata().annotations())
        .containsEntry("alert-labels.homeostat.dev/repo", "myorg/myservice");
    assertThat(chain.spec().objective()).isEqualTo("0.999");
    assertThat(chain.spec().period()).isEqualTo("30d");
    SLOChainSpec.Service service = chain.spec().services().get(0);
    assertThat(service.errors())
        .isEqualTo("http_request_duration_seconds_count{job=\"myservice\",code=~\"(5..|429)\"}");
    assertThat(service.total()).isEqualTo("http_request_duration_seconds_count{job=\"myservice\"}");
    assertThat(leftOut(imported).lines())
        .hasSize(4)
        .anyMatch(line -> line.matches(".*:(24|32): .*page_?[aA]lert.labels: left out: .*"));
  }

  @Test
  void sloth_withOneExpressionThatCountsNothing_namesItsLineAndKeepsTheOther() {
    SloImport imported = imported("sloth/kubernetes-apiserver.yml");

    Manifest<SLOChainSpec> chain = chains(imported).get(0);
    assertThat(imported.chains()).isEqualTo(1);
    assertThat(chain.metadata().annotations()).containsKey("homeostat.dev/runbook-url");
    assertThat(refused(imported))
        .contains("kubernetes-apiserver.yml:55: slos[1].sli.events.error_query: not imported: ");
  }

  @Test
  void sloth_subqueries_areNoCounters() {
    SloImport imported = imported("sloth/home-wifi.yml");

    assertThat(imported.chains()).isZero();
    assertThat(refused(imported).lines()).hasSize(4).allMatch(line -> line.contains("_query: "));
  }

  @Test
  void sloth_withoutAlerts_saysThatAChainHasSome() {
    SloImport imported = imported("sloth/no-alerts.yml");

    assertThat(chains(imported)).hasSize(1);
    assertThat(leftOut(imported)).contains(":27: slos[0].alerting.page_alert.disable: left out: ");
  }

  @Test
  void sloth_windows_areThoseOfTheOtherFiles() {
    SloImport imported = imported("sloth/windows-7d.yaml", "sloth/getting-started.yml");

    SLOChainSpec spec = chains(imported).get(0).spec();
    assertThat(spec.period()).isEqualTo("7d");
    assertThat(spec.alerts())
        .containsExactly(
            new SLOChainSpec.Alert("page", "1h", "5m", "0.08"),
            new SLOChainSpec.Alert("page", "6h", "30m", "0.125"),
            new SLOChainSpec.Alert("ticket", "1d", "2h", "0.2"),
            new SLOChainSpec.Alert("ticket", "3d", "6h", "0.42"));
    assertThat(refused(imported("sloth/windows-7d.yaml"))).contains("windows without an SLO");
  }

  @Test
  void openSlo_alphaWithGoodEvents_selectsTheBadOnes() {
    SloImport imported = imported("sloth/openslo-getting-started.yml");

    assertThat(imported.refused()).isEmpty();
    assertThat(imported.leftOut()).isEmpty();
    assertThat(chains(imported).get(0).spec().services().get(0).errors())
        .isEqualTo("http_request_duration_seconds_count{job=\"myservice\",code=~\"(5..|429)\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "occurences-slo | :15: spec.indicator.spec.thresholdMetric: not imported: a threshold",
        "ratio-timeslices | :29: spec.budgetingMethod: not imported: an SLOChain counts events",
        "timeslices-slo | :27: spec.timeWindow[0]: not imported: a period that follows the calendar"
      })
  void openSlo_methodsThatAChainHasNot_areNamed(String name, String reason) {
    SloImport imported = imported("openslo/examples-budgeting-method-" + name + ".yaml");

    assertThat(imported.chains()).isZero();
    assertThat(refused(imported)).contains(reason);
  }

  @Test
  void openSlo_timeslicesOfLowTraffic_areNamed() {
    SloImport imported =
        imported("openslo/examples-treat-low-traffic-as-equally-important-timeslices-slo.yaml");

    assertThat(imported.chains()).isZero();
    assertThat(refused(imported)).contains(":30: spec.budgetingMethod: ");
  }

  /** OpenSLO v1, as its README writes a ratio of counters. */
  @Test
  void openSlo_v1WithSeveralObjectives_isAChainEach() {
    SloImport imported =
        text(
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: Main Page}
            spec:
              service: web
              indicator:
                spec:
                  ratioMetric:
                    counter: true
                    bad: {metricSource: {type: Prometheus, spec: {query: 'x{code=~"5.."}'}}}
                    total: {metricSource: {type: Prometheus, spec: {query: x}}}
              timeWindow: [{duration: 4w, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: 0.99}, {targetPercent: 99.5}]
            """);

    assertThat(imported.refused()).isEmpty();
    List<Manifest<SLOChainSpec>> chains = chains(imported);
    assertThat(chains)
        .extracting(chain -> chain.metadata().name())
        .containsExactly("main-page-1", "main-page-2");
    assertThat(chains)
        .extracting(chain -> chain.spec().objective())
        .containsExactly("0.99", "0.995");
    assertThat(chains.get(0).spec().period()).isEqualTo("28d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objective: 99.9 | objective: 100 | slos[0].objective: not imported: expected an objective",
        "objective: 99.9 | objective: 0 | slos[0].objective: not imported: ",
        "objective: 99.9 | objective: .nan | slos[0].objective: not imported: ",
        "prometheus/v1 | prometheus/v2 | not imported: expected Sloth's version: prometheus/v1",
        "error_query | errorsQuery | slos[0].sli.events.errorQuery: not imported: expected a query",
        "sum(rate(x[ | sum(increase(x[ | use different functions",
        "events: | raw: | slos[0].sli.raw: not imported: a ratio cannot be counted",
        "service: shop | service: &a shop | the anchor &a; anchors are not supported",
        "service: shop | service: !!str shop | tags are not supported"
      })
  void hostileOrWrong_isRefusedWithItsLine(String from, String to, String problem) {
    String yaml = SLOTH.replace(from, to);
    assertThat(yaml).isNotEqualTo(SLOTH);

    SloImport imported = text(yaml);

    assertThat(imported.chains()).isZero();
    assertThat(refused(imported)).contains(problem).contains("slo.yml:");
  }

  @Test
  void hundredMegabytes_areNotRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.yml");
    try (var out = Files.newOutputStream(file)) {
      byte[] megabyte = "x: y # and so on\n".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 100; i++) {
        out.write(megabyte);
      }
    }

    assertThat(refused(SloImport.of(List.of(YamlFile.read(file)), "main", "default")))
        .contains("expected at most 1 MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n"})
  void nothing_isNamed(String yaml) {
    assertThat(refused(text(yaml))).isEqualTo("slo.yml:1: expected an SLO, found none");
  }

  @Test
  void unknownFields_areNamed() {
    SloImport imported =
        text(SLOTH.replace("  objective: 99.9", "  objective: 99.9\n  plugins: {a: b}"));

    assertThat(imported.chains()).isEqualTo(1);
    assertThat(leftOut(imported))
        .isEqualTo(
            "slo.yml:6: slos[0].plugins: left out: an SLOChain has nothing that would hold it");
  }

  @Test
  void twoOfOneName_areNotMergedSilently() {
    SloImport imported = text(SLOTH + "---\n" + SLOTH);

    assertThat(imported.chains()).isEqualTo(1);
    assertThat(refused(imported))
        .isEqualTo(
            "slo.yml:14: slos[0]: not imported: it would become the SLOChain"
                + " default/shop-requests, as does the one at slo.yml:4; rename one of them");
  }

  @Test
  void escapes_doNotReachTheTerminal() {
    SloImport imported = text(SLOTH.replace("99.9", "\"\\e[2J\""));

    assertThat(refused(imported)).contains("found ?[2J").doesNotContain("\u001B");
  }

  @Test
  void onlyOneSeverity_isDeclared() {
    SloImport imported = text(SLOTH + "  alerting: {page_alert: {disable: true}}\n");

    assertThat(chains(imported).get(0).spec().alerts())
        .extracting(SLOChainSpec.Alert::severity)
        .containsExactly("ticket", "ticket");
  }
}
