package dev.homeostat.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a resource is told with its path, and what to do. */
class PolicyCompilerTest {

  private static final String SECOND_KNOB =
      Policies.knob(
          "pool",
          "pool.size",
          "type: Integer, min: 1, max: 100, saferDirection: Lower, values:"
              + " {target: 20, degraded: 5}");
  private static final String VALID = Policies.withKnobs(Policies.LIMIT, SECOND_KNOB);
  private static final String NOT_EXECUTED = "this version does not execute it; remove it";

  private static CompiledPolicy compile(String yaml) {
    ManifestFile file = ManifestReader.read("policy.yaml", yaml);
    assertThat(file.problems()).as("the reader's own problems").isEmpty();
    return PolicyCompiler.compile(PolicySet.of(file.manifests()));
  }

  private static List<Problem> all(CompiledPolicy compiled) {
    return compiled.problems().values().stream().flatMap(List::stream).toList();
  }

  /** The valid policy with one text changed, which must be there once. */
  private static String with(String from, String to) {
    assertThat(VALID.indexOf(from)).as(from).isNotNegative().isEqualTo(VALID.lastIndexOf(from));
    return VALID.replace(from, to);
  }

  @Test
  void compile_validPolicy_hasNoProblem() {
    CompiledPolicy compiled = compile(VALID);

    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.workloads())
        .singleElement()
        .satisfies(w -> assertThat(w.knobs()).hasSize(2));
    assertThat(compile(World.POLICY).problems()).isEmpty();
  }

  private static Arguments of(String from, String to, String reason, String path, String message) {
    return Arguments.of(from, to, reason, path, message);
  }

  private static Stream<Arguments> modeMistakes() {
    String degraded = "spec.modes.degraded";
    String clause = degraded + ".enter[0].allOf";
    return Stream.of(
        of(
            "signal: burn-long",
            "signal: burn",
            "UnknownSignal",
            clause + "[0].signal",
            "spec.signals has no signal burn; it has burn-long, burn-short"),
        of(
            "exitBelow: 1,",
            "exitBelow: 14.4,",
            "InvalidSpec",
            clause + "[1].exitBelow",
            "expected exitBelow to be less than above, else the mode flaps"),
        of(
            "exitBelow: 1,",
            "exitBelow: 20,",
            "InvalidSpec",
            clause + "[1].exitBelow",
            "found exitBelow 20.0 and above 14.4"),
        of(
            "burn-short, above: 14.4, exitBelow: 1,",
            "burn-short, below: 14.4, exitAbove: 1,",
            "InvalidSpec",
            clause + "[1].exitAbove",
            "expected exitAbove to be more than below"),
        of(
            "exitBelow: 1, for: 1s, exitFor: 2s",
            "for: 1s",
            "InvalidSpec",
            clause,
            "no condition says when the clause is over"),
        of(
            "exitBelow: 1,",
            "exitAbove: 1,",
            "InvalidSpec",
            clause + "[1].exitAbove",
            "above goes with exitBelow"),
        of(
            "burn-long, above: 14.4",
            "burn-long",
            "InvalidSpec",
            clause + "[0]",
            "expected exactly one of above and below"),
        of(
            "burn-long, above: 14.4",
            "burn-long, above: 14.4, below: 1",
            "InvalidSpec",
            clause + "[0]",
            "expected exactly one of above and below"),
        of(
            "exitFor: 2s",
            "exitFor: soon",
            "InvalidSpec",
            clause + "[1].exitFor",
            "expected a duration such as 500ms, 90s, 5m, 12h or 30d, found soon"),
        of(
            "minDwell: 5s",
            "minDwell: 0s",
            "InvalidSpec",
            degraded + ".minDwell",
            "expected a duration"),
        of(
            "hold: 3s",
            "hold: -3s",
            "InvalidSpec",
            "spec.modes.recovery.hold",
            "expected a duration"),
        of("interval: 1s", "interval: 1.5s", "InvalidSpec", "spec.interval", "found 1.5s"),
        of(
            "[1, 10, 50, 100]",
            "[1, 10, 50]",
            "InvalidSpec",
            "spec.modes.recovery.steps",
            "expected percentages that rise and end at 100, found [1, 10, 50]"),
        of("[1, 10, 50, 100]", "[10, 10, 100]", "InvalidSpec", "spec.modes.recovery.steps", "rise"),
        of("[1, 10, 50, 100]", "[0, 100]", "InvalidSpec", "spec.modes.recovery.steps", "rise"),
        of(
            "[1, 10, 50, 100]",
            "[50, 100, 101]",
            "InvalidSpec",
            "spec.modes.recovery.steps",
            "rise"),
        of(
            "[1, 10, 50, 100]",
            "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100]",
            "InvalidSpec",
            "spec.modes.recovery.steps",
            "expected at most 10 entries, found 11"),
        of(
            "enforcement: Enforce",
            "enforcement: enforce",
            "InvalidSpec",
            "spec.enforcement",
            "expected one of Observe, Enforce, found enforce"),
        of(
            "interval: 1s",
            "interval: 1s\n  deletionPolicy: Keep",
            "InvalidSpec",
            "spec.deletionPolicy",
            "expected one of Restore, Leave, found Keep"));
  }

  private static Stream<Arguments> knobMistakes() {
    String knob = "spec.knobs[0]";
    return Stream.of(
        of(
            "degraded: 50",
            "degraded: 5",
            "InvalidSpec",
            knob + ".values.degraded",
            "expected a value within 10 to 1000, found 5; change the value or the bound"),
        of(
            "target: 620",
            "target: 1001",
            "InvalidSpec",
            knob + ".values.target",
            "expected a value within 10 to 1000, found 1001"),
        of(
            "min: 10,",
            "min: 2000,",
            "InvalidSpec",
            knob + ".min",
            "expected min to be at most max, found 2000 to 1000"),
        of(
            "saferDirection: Lower, takeOver: true",
            "takeOver: true",
            "InvalidSpec",
            knob + ".saferDirection",
            "without it no rule may move the knob"),
        of(
            "saferDirection: Lower, takeOver: true",
            "saferDirection: Down",
            "InvalidSpec",
            knob + ".saferDirection",
            "expected one of Lower, Higher, found Down"),
        of(
            "saferDirection: Lower, takeOver: true",
            "saferDirection: Higher",
            "InvalidSpec",
            knob + ".values.degraded",
            "Degraded must not carry more risk than Target"),
        of(
            "target: 620",
            "target: many",
            "InvalidSpec",
            knob + ".values.target",
            "expected a whole number such as 100, found many"),
        of(
            "{target: 620, degraded: 50}",
            "{target: 620}",
            "InvalidSpec",
            knob + ".values.degraded",
            "required: a whole number"),
        of("max: 1000, ", "", "InvalidSpec", knob + ".max", "required: a whole number"),
        of(
            "name: pool,",
            "name: admission-limit,",
            "InvalidSpec",
            "spec.knobs[1].name",
            "admission-limit is taken by spec.knobs[0]; give each its own name"),
        of(
            "key: pool.size",
            "key: admission.limit",
            "InvalidSpec",
            "spec.knobs[1].in",
            "field /data/admission.limit is the knob admission-limit already"),
        of(
            "key: admission.limit",
            "key: ''",
            "InvalidSpec",
            knob + ".in.configMapKey.key",
            "required, and missing"),
        of(
            "key: admission.limit",
            "key: admission.limit, format: max",
            "InvalidSpec",
            knob + ".in.configMapKey.format",
            "expected a text with {value} in it once"),
        of(
            "key: admission.limit",
            "key: admission.limit, format: '{value}{value}'",
            "InvalidSpec",
            knob + ".in.configMapKey.format",
            "{value} in it once"),
        of("takeOver: true", "ramp: slowly", "InvalidSpec", knob + ".ramp", "found slowly"),
        of(
            "takeOver: true",
            "slewRate: {change: 0, per: 1s}",
            "InvalidSpec",
            knob + ".slewRate.change",
            "expected a change above zero, found 0"),
        of(
            "takeOver: true",
            "slewRate: {per: 1s}",
            "InvalidSpec",
            knob + ".slewRate.change",
            "required"),
        of(
            "takeOver: true",
            "slewRate: {change: 1}",
            "InvalidSpec",
            knob + ".slewRate.per",
            "required"),
        of(
            "in: {configMapKey: {name: checkout, key: pool.size}}, ",
            "",
            "InvalidSpec",
            "spec.knobs[1].in",
            "expected exactly one of configMapKey and field"));
  }

  private static Stream<Arguments> referenceMistakes() {
    return Stream.of(
        of(
            "{name: burn-long, sloChain: {name: checkout, window: 60s}}",
            "{name: burn-long, sloChain: {name: cart, window: 60s}}",
            "UnknownChain",
            "spec.signals[0].sloChain.name",
            "there is no SLOChain shop/cart; declare it"),
        of(
            "{name: burn-long, sloChain: {name: checkout, window: 60s}}",
            "{name: burn-long}",
            "InvalidSpec",
            "spec.signals[0]",
            "expected exactly one of sloChain, promql and shared, found 0 of them"),
        of(
            "{name: burn-long, sloChain: {name: checkout, window: 60s}}",
            "{name: burn-long, promql: {source: other, query: up}}",
            "UnknownSource",
            "spec.signals[0].promql.source",
            "there is no SignalSource other"),
        of(
            "{name: burn-long, sloChain: {name: checkout, window: 60s}}",
            "{name: burn-long, promql: {source: main, query: up}}",
            "PromqlNotAllowed",
            "spec.signals[0].promql",
            "its administrator sets allowPromql: true"),
        of(
            "{name: burn-short, sloChain",
            "{name: burn-long, sloChain",
            "InvalidSpec",
            "spec.signals[1].name",
            "burn-long is taken by spec.signals[0]"),
        of(
            "  source: main",
            "  source: other",
            "UnknownSource",
            "spec.source",
            "there is no SignalSource other; declare it, or name one that there is"),
        of(
            "  objective: \"0.99\"\n",
            "  objective: \"99\"\n",
            "InvalidSpec",
            "spec.objective",
            "expected a ratio strictly between 0 and 1, such as \"0.999\", found 99"),
        of(
            "root: checkout",
            "root: cart",
            "InvalidSpec",
            "spec.root",
            "cart is neither a service nor a stage"),
        of(
            "root: checkout",
            "root: checkout\n  minEvents: 0",
            "InvalidSpec",
            "spec.minEvents",
            "expected 1 or more, found 0"),
        of(
            "root: checkout",
            "root: all\n  stages: [{name: all, compose: Serial, members: [a]}]",
            "InvalidSpec",
            "spec.stages[0].members[0]",
            "neither a service nor a stage declared"),
        of(
            "root: checkout",
            "root: all\n  stages: [{name: all, compose: Serial, members: [checkout, checkout]}]",
            "InvalidSpec",
            "spec.stages[0].members[1]",
            "its events would count twice"),
        of(
            "root: checkout",
            "root: checkout\n  stages: [{name: checkout, compose: Serial, members: [checkout]}]",
            "InvalidSpec",
            "spec.stages[0].name",
            "checkout is a service already"),
        of(
            "http://localhost:9090",
            "localhost:9090",
            "InvalidSpec",
            "spec.url",
            "expected a URL that starts with http:// or https://"),
        of("staleAfter: 3s", "staleAfter: soon", "InvalidSpec", "spec.staleAfter", "duration"),
        of("staleAfter: 3s", "maxSeries: 0", "InvalidSpec", "spec.maxSeries", "1 or more"));
  }

  private static Stream<Arguments> partsNotExecuted() {
    String knob = "spec.knobs[0]";
    String chain = "root: checkout";
    return Stream.of(
        of(
            "    recovery:",
            "      guarantee: Eventual\n    recovery:",
            "NotImplemented",
            "spec.modes.degraded.guarantee",
            NOT_EXECUTED),
        of(
            "    recovery:",
            "    target: {guarantee: Eventual}\n    recovery:",
            "NotImplemented",
            "spec.modes.target.guarantee",
            NOT_EXECUTED),
        of(
            "    recovery:",
            "    floor: {minDwell: 1m}\n    recovery:",
            "NotImplemented",
            "spec.modes.floor",
            NOT_EXECUTED),
        of(
            "degraded: 50}",
            "degraded: 50, floor: 20}",
            "NotImplemented",
            knob + ".values.floor",
            NOT_EXECUTED),
        of(
            "{configMapKey: {name: checkout, key: admission.limit}}",
            "{field: {version: v1, resource: pods, name: a, path: /spec/x}}",
            "NotImplemented",
            knob + ".in.field",
            NOT_EXECUTED),
        of(
            "type: Integer, min: 10,",
            "type: Boolean, min: 10,",
            "NotImplemented",
            knob + ".type",
            NOT_EXECUTED),
        of(
            "type: Integer, min: 10,",
            "type: Enum, min: 10,",
            "NotImplemented",
            knob + ".type",
            NOT_EXECUTED),
        of(
            "{name: burn-long, sloChain: {name: checkout, window: 60s}}",
            "{name: burn-long, shared: {source: main, signal: p99}}",
            "NotImplemented",
            "spec.signals[0].shared",
            NOT_EXECUTED),
        of(
            "{name: burn-long, sloChain: {name: checkout, window: 60s}}",
            "{name: burn-long, missing: Degrade, sloChain: {name: checkout, window: 60s}}",
            "NotImplemented",
            "spec.signals[0].missing",
            NOT_EXECUTED),
        of(
            chain,
            "root: all\n  stages: [{name: all, compose: Redundant, members: [checkout]}]",
            "NotImplemented",
            "spec.stages[0].compose",
            NOT_EXECUTED),
        of(
            chain,
            chain + "\n  alerts: [{severity: page, long: 1h, short: 5m}]",
            "NotImplemented",
            "spec.alerts",
            NOT_EXECUTED),
        of(chain, chain + "\n  latency: 1s", "NotImplemented", "spec.latency", NOT_EXECUTED),
        of(
            chain,
            chain + "\n  requiredGuarantee: Eventual",
            "NotImplemented",
            "spec.requiredGuarantee",
            NOT_EXECUTED),
        of(
            "staleAfter: 3s",
            "signals: [{name: a, promql: up}]",
            "NotImplemented",
            "spec.signals",
            NOT_EXECUTED),
        of(
            "staleAfter: 3s",
            "credential: {secretName: a}",
            "NotImplemented",
            "spec.credential",
            NOT_EXECUTED),
        of(
            "staleAfter: 3s",
            "namespaces: {names: [a]}",
            "NotImplemented",
            "spec.namespaces",
            NOT_EXECUTED),
        of(
            "staleAfter: 3s",
            "tenant: {label: namespace}",
            "NotImplemented",
            "spec.tenant",
            NOT_EXECUTED));
  }

  @ParameterizedTest
  @MethodSource({"modeMistakes", "knobMistakes", "referenceMistakes", "partsNotExecuted"})
  void compile_mistake_isToldWithPathAndWayOut(
      String from, String to, String reason, String path, String message) {
    CompiledPolicy compiled = compile(with(from, to));

    assertThat(all(compiled))
        .anySatisfy(
            problem -> {
              assertThat(problem.reason()).isEqualTo(reason);
              assertThat(problem.subject()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
    assertThat(compiled.workloads())
        .as("a workload whose resource, chain or source has a problem")
        .isEmpty();
  }

  @Test
  void compile_chainOrSourceWithProblem_isToldWhereItIsNamedToo() {
    assertThat(all(compile(with("staleAfter: 3s", "tenant: {label: namespace}"))))
        .extracting(Problem::reason)
        .contains("NotImplemented", "InvalidSource");
    assertThat(all(compile(with("root: checkout", "root: checkout\n  latency: 1s"))))
        .extracting(Problem::reason)
        .contains("NotImplemented", "InvalidChain");
  }

  @Test
  void compile_sameNameTwice_usesNeither() {
    for (Resource<?> doubled : World.parse(VALID).resources()) {
      // Two files may each hold one; the reader refuses two in one file itself.
      List<Resource<?>> resources = new ArrayList<>(World.parse(VALID).resources());
      resources.add(doubled);
      CompiledPolicy compiled = PolicyCompiler.compile(new PolicySet(resources));

      assertThat(compiled.workloads()).as("two of " + doubled.id()).isEmpty();
      assertThat(all(compiled))
          .contains(
              new Problem(
                  "DuplicateName",
                  "metadata.name",
                  "there are two resources " + doubled.id() + "; rename or remove one"));
    }
  }

  @Test
  void compile_stagesThatNameStagesManyTimes_endsSoon() {
    StringBuilder stages = new StringBuilder();
    String below = "checkout";
    for (int i = 0; i < 32; i++) {
      stages.append("  - {name: s%d, compose: Serial, members: [".formatted(i));
      stages.append((below + ", ").repeat(15)).append(below).append("]}\n");
      below = "s" + i;
    }
    CompiledPolicy compiled = compile(with("root: checkout", "root: s31\n  stages:\n" + stages));

    assertThat(compiled.workloads()).isEmpty();
  }

  @Test
  void compile_nestedStages_collectEveryServiceInOrder() {
    String chain =
        with(
            "  root: checkout",
            """
              - {name: cart, objective: "0.9", errors: cart_errors, total: cart_total}
              - {name: pay, objective: "0.9", errors: pay_errors, total: pay_total}
              stages:
              - {name: inner, compose: Serial, members: [pay, cart]}
              - {name: all, compose: Serial, members: [checkout, inner]}
              root: all\
            """);
    CompiledPolicy compiled = compile(chain);

    assertThat(compiled.problems()).isEmpty();
    SignalPolicy.Measure measure = compiled.workloads().get(0).signals().get(0).measure();
    assertThat(((SignalPolicy.ChainBurnRate) measure).services())
        .extracting(SignalPolicy.Service::name)
        .containsExactly("checkout", "pay", "cart");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkout", "cart"})
  void compile_controlLoop_isNotExecutedAndItsReferencesAreChecked(String mode) {
    String loop =
        """
        ---
        apiVersion: homeostat.dev/v1alpha1
        kind: ControlLoop
        metadata: {name: loop, namespace: shop}
        spec: {drives: {operatingMode: %s, knob: limit}}
        """
            .formatted(mode);
    CompiledPolicy compiled = compile(VALID + loop);

    assertThat(compiled.workloads()).as("the OperatingMode itself is well").hasSize(1);
    assertThat(all(compiled))
        .extracting(Problem::toString)
        .anySatisfy(text -> assertThat(text).startsWith("NotImplemented: spec: "))
        .anySatisfy(
            text ->
                assertThat(text)
                    .isEqualTo(
                        mode.equals("checkout")
                            ? "UnknownKnob: spec.drives.knob: OperatingMode shop/checkout has no"
                                + " knob limit; it has admission-limit, pool"
                            : "UnknownOperatingMode: spec.drives.operatingMode: there is no"
                                + " OperatingMode shop/cart; declare it, or name one that there"
                                + " is"));
  }

  @Test
  void compile_manyMistakes_tellsAllAtOnce() {
    String yaml =
        with("minDwell: 5s", "minDwell: never")
            .replace("degraded: 50", "degraded: 5")
            .replace("interval: 1s", "interval: often");

    assertThat(all(compile(yaml)))
        .extracting(Problem::subject)
        .containsExactlyInAnyOrder(
            "spec.interval", "spec.knobs[0].values.degraded", "spec.modes.degraded.minDwell");
  }
}
