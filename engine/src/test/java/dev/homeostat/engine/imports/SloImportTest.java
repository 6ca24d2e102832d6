package dev.homeostat.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeostat.crds.ChainCalendar;
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
        "ratio-timeslices | :18: spec.indicator.spec.ratioMetric.good.metricSource.type: not"
            + " imported: expected the source prometheus, found Any",
        "timeslices-slo | :27: spec.timeWindow[0].duration: not imported: expected days, weeks,"
            + " months, quarters or years of a calendar, such as 1M (1m is a minute), found 1m"
      })
  void openSlo_examplesOfAnySource_areRefusedWithTheirLine(String name, String reason) {
    SloImport imported = imported("openslo/examples-budgeting-method-" + name + ".yaml");

    assertThat(imported.chains()).isZero();
    assertThat(refused(imported)).contains(reason);
  }

  @Test
  void openSlo_timeslicesOfLowTraffic_areNamed() {
    SloImport imported =
        imported("openslo/examples-treat-low-traffic-as-equally-important-timeslices-slo.yaml");

    assertThat(imported.chains()).isZero();
    assertThat(refused(imported))
        .contains(":21: spec.indicator.spec.ratioMetric.total.metricSource.type: ")
        .doesNotContain("budgetingMethod")
        .doesNotContain("timeWindow");
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

  /** As the examples of OpenSLO write time slices and calendars, of counters in Prometheus. */
  private static final String SLICES =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: service-availability}
      spec:
        service: web
        indicator:
          spec:
            ratioMetric:
              bad: {metricSource: {type: Prometheus, spec: {query: 'x{code=~"5.."}'}}}
              total: {metricSource: {type: Prometheus, spec: {query: x}}}
        timeWindow:
        - duration: 1M
          isRolling: false
          calendar:
            startTime: 2022-01-01 12:00:00
            timeZone: America/New_York
        budgetingMethod: Timeslices
        objectives: [{target: 0.995, timeSliceTarget: 0.99, timeSliceWindow: 1m}]
      """;

  @Test
  void openSlo_timeslicesOfACalendar_areCarriedOver() {
    SloImport imported = text(SLICES);

    assertThat(refused(imported)).isEmpty();
    assertThat(imported.leftOut()).isEmpty();
    SLOChainSpec spec = chains(imported).get(0).spec();
    assertThat(spec.period()).isNull();
    assertThat(spec.calendar())
        .isEqualTo(new ChainCalendar("Month", 1L, "2022-01-01T12:00:00", "America/New_York"));
    assertThat(spec.budgetingMethod()).isEqualTo("Timeslices");
    assertThat(spec.timeSliceWindow()).isEqualTo("1m");
    assertThat(spec.timeSliceTarget()).isEqualTo("0.99");
  }

  @Test
  void openSlo_ratioTimeslicesOfAQuarter_areCarriedOver() {
    SloImport imported =
        text(
            SLICES
                .replace("1M", "1Q")
                .replace("Timeslices", "RatioTimeslices")
                .replace("timeSliceTarget: 0.99, timeSliceWindow: 1m", "timeSliceWindow: 5m"));

    assertThat(refused(imported)).isEmpty();
    SLOChainSpec spec = chains(imported).get(0).spec();
    assertThat(spec.calendar().unit()).isEqualTo("Quarter");
    assertThat(spec.budgetingMethod()).isEqualTo("RatioTimeslices");
    assertThat(spec.timeSliceTarget()).isNull();
  }

  @Test
  void openSlo_alphaCalendar_isCarriedOver() {
    SloImport imported =
        text(
            """
            apiVersion: openslo/v1alpha
            kind: SLO
            metadata: {name: alpha}
            spec:
              service: web
              budgetingMethod: Occurrences
              timeWindows: [{unit: Week, count: 2, isRolling: false, calendar: {startTime: 2022-01-03 00:00:00, timeZone: UTC}}]
              objectives:
              - target: 0.99
                ratioMetrics:
                  bad: {source: prometheus, query: 'x{code=~"5.."}'}
                  total: {source: prometheus, query: x}
            """);

    assertThat(refused(imported)).isEmpty();
    assertThat(chains(imported).get(0).spec().calendar())
        .isEqualTo(new ChainCalendar("Week", 2L, "2022-01-03T00:00:00", "UTC"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1M | 1m | :12: spec.timeWindow[0].duration: not imported: expected days, weeks, months",
        "isRolling: false | isRolling: true | :12: spec.timeWindow[0]: not imported: a window that"
            + " rolls has no calendar",
        "2022-01-01 12 | noon | :15: spec.timeWindow[0].calendar.startTime: not imported: expected"
            + " a time",
        "2022-01-01 | 2022-02-30 | it would be no sound SLOChain: spec.calendar.start: expected a"
            + " local time",
        "America/New_York | America/Gotham | it would be no sound SLOChain: spec.calendar.timeZone:"
            + " expected a time zone",
        "timeZone: | zone: | timeZone: not imported: expected a time zone such as America/New_York",
        "timeSliceWindow: 1m | timeSliceWindow: 7m | it would be no sound SLOChain:"
            + " spec.timeSliceWindow: expected slices of 1m to 1h",
        "timeSliceWindow: 1m | timeSliceWindow: 60 | timeSliceWindow: not imported: expected a"
            + " duration",
        "timeSliceTarget: 0.99 | timeSliceTarget: 1 | timeSliceTarget: not imported: expected an"
            + " objective",
        "Method: Timeslices | Method: Slices | not imported: expected Occurrences, Timeslices",
        "1M | 1Q | it would be no sound SLOChain: spec.timeSliceWindow: expected at most 50000"
            + " slices a period, found 129600"
      })
  void openSlo_whatACalendarOrSlicesCannotBe_isRefusedWithItsLine(
      String from, String to, String problem) {
    String yaml = SLICES.replace(from, to);
    assertThat(yaml).isNotEqualTo(SLICES);

    SloImport imported = text(yaml);

    assertThat(imported.chains()).isZero();
    assertThat(refused(imported)).contains(problem).contains("slo.yml:");
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
