package dev.homeostat.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
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

  /** A text of the table, in which a line break is written as in Java. */
  private static String lines(String text) {
    return text.replace("\\n", "\n");
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

  @ParameterizedTest
  @CsvFileSource(resources = "mistakes.txt", delimiter = '|', quoteCharacter = '`', emptyValue = "")
  void compile_mistake_isToldWithPathAndWayOut(
      String from, String to, String reason, String path, String message) {
    CompiledPolicy compiled = compile(with(lines(from), lines(to)));

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
    assertThat(all(compile(with("staleAfter: 3s", "tenant: {header: X-Scope-OrgID}"))))
        .extracting(Problem::reason)
        .contains("NotImplemented", "InvalidSource");
    assertThat(all(compile(with("root: checkout", "root: checkout\n  latency: soon"))))
        .extracting(Problem::reason)
        .contains("InvalidSpec", "InvalidChain");
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
  void compile_nestedStages_collectEveryServiceOnce() {
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
        .containsExactly("checkout", "cart", "pay");
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
