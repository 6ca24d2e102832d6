package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.ObjectSelection;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.Selected;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A limit held by the cells that have a label, of which half get a change first. */
class SelectionSimulationTest {

  private static final String LIMIT = "/data/admission.limit";
  private static final String KNOB =
      "  - {name: limit, in: {configMapKey: {selector: {matchLabels: {cell-of: checkout}}, key:"
          + " admission.limit}}, type: Integer, min: 10, max: 1000, saferDirection: Lower,"
          + " takeOver: true, values: {target: 620, degraded: 50}}\n";
  private static final String MODE =
      Policies.mode("checkout", KNOB)
              .replace(
                  "  modes:\n",
                  """
                    - {name: errors-new, promql: {source: main, query: errors_new}}
                    - {name: errors-old, promql: {source: main, query: errors_old}}
                    modes:
                  """)
              .replace("steps: [1, 10, 50, 100], hold: 3s", "steps: [100], hold: 1s")
          + "  canary: {share: 50, bake: 5s, compare: [{canary: errors-new, rest: errors-old,"
          + " times: 2, beyond: 10, for: 2s}]}\n";
  private static final String POLICY =
      Policies.policy(MODE).replace("staleAfter: 3s", "staleAfter: 3s, allowPromql: true");

  private final World world = new World();
  private final List<String> created = new ArrayList<>();
  private double burn;

  @BeforeEach
  void open() {
    world.signals.answer(this::answer);
    assertThat(select("cell-b", "cell-d", "cell-a", "cell-c").problems()).isEmpty();
    world.ticks(2);
  }

  private Reading answer(Query query) {
    double value =
        switch (query.expression()) {
          case "errors_new", "errors_old" -> 5;
          default -> query.expression().startsWith("errors") ? burn * 0.01 * 1_000 : 1_000;
        };
    return new Reading.Value(value, world.time.nowMillis());
  }

  /** The cells that have the label from now on. */
  private CompiledPolicy select(String... cells) {
    for (String cell : cells) {
      if (!created.contains(cell)) {
        created.add(cell);
        world.objects.create(cell(cell), "kubectl", Map.of(LIMIT, "620"));
      }
    }
    return world.declare(selecting(new Selected(selection(), Arrays.asList(cells), "")));
  }

  private static ObjectSelection selection() {
    Set<ObjectSelection> selections = ObjectSelection.of(World.parse(POLICY));
    assertThat(selections).hasSize(1);
    return selections.iterator().next();
  }

  private static PolicySet selecting(Selected... selected) {
    PolicySet set = World.parse(POLICY);
    return new PolicySet(set.resources(), set.exports(), List.of(selected));
  }

  private static ObjectRef cell(String name) {
    return ObjectRef.configMap("shop", name);
  }

  private List<String> limits(String... cells) {
    return Arrays.stream(cells).map(c -> world.objects.field(cell(c), LIMIT).text()).toList();
  }

  /** On the way back up, where the first half of the cells has the change. */
  private void tried() {
    burn = 20;
    world.ticks(5);
    assertThat(limits("cell-a", "cell-b", "cell-c", "cell-d")).containsOnly("50");
    burn = 0;
    for (int i = 0; i < 60 && !limits("cell-a").contains("620"); i++) {
      world.tick();
    }
    assertThat(limits("cell-a", "cell-b", "cell-c", "cell-d"))
        .as("the first by name, in whatever order they were found")
        .containsExactly("620", "620", "50", "50");
  }

  @Test
  void selected_isTriedOnTheFirstByName_andThenWidened() {
    tried();

    world.ticks(8);

    assertThat(limits("cell-a", "cell-b", "cell-c", "cell-d")).containsOnly("620");
    assertThat(world.ticks(10).mode()).isEqualTo(Mode.TARGET);
    assertThat(Replayed.assertSame(world.journal.lines())).isPositive();
  }

  @Test
  void cellAppearsDuringTheBake_doesNotGetTheChangeBeforeItIsGood() {
    tried();
    world.ticks(3);
    select("cell-a", "cell-b", "cell-c", "cell-d", "cell-e");

    world.ticks(5);
    assertThat(limits("cell-e")).as("it bakes anew, and the new one waits").containsOnly("50");
    world.ticks(8);
    assertThat(limits("cell-a", "cell-b", "cell-c", "cell-d", "cell-e")).containsOnly("620");
    assertThat(Replayed.assertSame(world.journal.lines())).isPositive();
  }

  @Test
  void cellsOfTheCanaryVanish_theOthersDoNotGetTheChangeUnbaked() {
    tried();
    world.objects.delete(cell("cell-a"));
    world.objects.delete(cell("cell-b"));
    select("cell-c", "cell-d");

    world.ticks(3);
    assertThat(limits("cell-d")).containsExactly("50");
    world.ticks(12);
    assertThat(limits("cell-c", "cell-d")).containsOnly("620");
  }

  @Test
  void cellLosesItsLabel_isGivenBackWhatItHeld() {
    burn = 20;
    world.ticks(5);

    select("cell-a", "cell-b", "cell-c");
    world.ticks(3);

    assertThat(limits("cell-d")).containsExactly("620");
    assertThat(limits("cell-a", "cell-b", "cell-c")).containsOnly("50");
  }

  @Test
  void cellAppearsWhileDegraded_isProtectedAtOnce() {
    burn = 20;
    world.ticks(5);

    select("cell-a", "cell-b", "cell-c", "cell-d", "cell-e");
    world.ticks(2);

    assertThat(limits("cell-e")).containsExactly("50");
  }

  @Test
  void oneCellIsLeft_isStillProtected() {
    select("cell-c");
    burn = 20;

    world.ticks(5);

    assertThat(limits("cell-c")).containsExactly("50");
  }

  private static List<Problem> problems(Selected... selected) {
    return Objects.requireNonNull(
        PolicyCompiler.compile(selecting(selected)).problems().values().iterator().next());
  }

  @Test
  void noneOrTooManyOrUnknown_isToldAndWhatIsSetStays() {
    ObjectSelection of = selection();
    List<String> many = IntStream.range(0, 65).mapToObj(i -> "cell-" + i).toList();

    assertThat(problems(new Selected(of, List.of(), "")))
        .extracting(Problem::reason, Problem::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "NoTargets",
                "there are no configmaps in shop with {cell-of=checkout}; label those that hold"
                    + " the knob"));
    assertThat(problems(new Selected(of, many, "")))
        .extracting(Problem::reason)
        .containsExactly("TooManyTargets");
    assertThat(problems(new Selected(of, List.of(), "default may not list")))
        .extracting(Problem::message)
        .containsExactly("default may not list");
    assertThat(problems()).extracting(Problem::reason).containsExactly("TargetsUnknown");
    world.declare(selecting());
    burn = 20;
    for (int i = 0; i < 5; i++) {
      world.tickAll();
    }
    assertThat(limits("cell-a")).containsExactly("620");
  }

  @Test
  void labelsBesideNames_orNone_areRefused() {
    String both = POLICY.replace("selector: {", "names: [a, b], selector: {");
    String none = POLICY.replace("{cell-of: checkout}", "{}");

    assertThat(PolicyCompiler.compile(World.parse(both)).problems().values())
        .singleElement()
        .asString()
        .contains("expected exactly one of name, names and selector");
    assertThat(PolicyCompiler.compile(World.parse(none)).problems().values())
        .singleElement()
        .asString()
        .contains("selector.matchLabels: required: at least one label");
  }

  @Test
  void withoutACluster_isCheckedAsIfSomeWereFound() {
    assertThat(PolicyCompiler.compile(ObjectSelection.assumed(World.parse(POLICY))).problems())
        .isEmpty();
  }
}
