package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.slo.Guarantee;
import dev.homeostat.slo.alert.AlertDeclaration;
import dev.homeostat.slo.alert.Severity;
import dev.homeostat.slo.chain.Compose;
import dev.homeostat.slo.chain.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes the texts of an SLOChain and collects what is wrong with them, each with its path. */
final class ChainSpecReader {

  private static final Pattern RATIO = Pattern.compile("0[.][0-9]{1,10}");
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");
  private static final int MOST_STAGES = 32;
  private static final int MOST_MEMBERS = 16;
  private static final Selector NO_SELECTOR = new Selector("none", List.of());
  private static final Map<String, Guarantee> GUARANTEES =
      Map.of(
          "StrictSerializable", Guarantee.STRICT_SERIALIZABLE,
          "Serializable", Guarantee.SERIALIZABLE,
          "SnapshotIsolation", Guarantee.SNAPSHOT_ISOLATION,
          "ReadCommitted", Guarantee.READ_COMMITTED,
          "Eventual", Guarantee.EVENTUAL);

  private final List<Problem> problems = new ArrayList<>();

  /** A severity as a resource and an alert write it. */
  static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  /** A guarantee as a resource writes it. */
  static String word(Guarantee guarantee) {
    return GUARANTEES.entrySet().stream()
        .filter(entry -> entry.getValue() == guarantee)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** A guarantee that a resource writes so; null where there is none of that name. */
  static @Nullable Guarantee guarantee(@Nullable String word) {
    return word == null ? null : GUARANTEES.get(word);
  }

  List<Problem> problems() {
    return problems;
  }

  void invalid(String path, String message) {
    // What a hostile file holds must not reach a terminal as it is.
    problems.add(new Problem("InvalidSpec", path, message.replaceAll("\\p{Cntrl}", "?")));
  }

  /** A problem that the pure module found, unless its place is one of what is told already. */
  void invalidUnlessTold(String place, String message) {
    String path = "spec." + place.replaceFirst("Millis$", "").replaceFirst("Window$", "");
    if (problems.stream().noneMatch(problem -> problem.subject().equals(path))) {
      invalid(path, message);
    }
  }

  /** Refuses a list that is longer than the CustomResourceDefinition allows. */
  void atMost(String path, List<?> list, int most) {
    if (list.size() > most) {
      invalid(path, "expected at most " + most + " entries, found " + list.size());
    }
  }

  double atLeastOne(String path, @Nullable Long value) {
    if (value == null || value < 1) {
      invalid(path, "expected 1 or more, found " + Objects.requireNonNullElse(value, "none"));
      return 1;
    }
    return (double) value;
  }

  double ratio(String path, @Nullable String text) {
    double value = text != null && RATIO.matcher(text).matches() ? Double.parseDouble(text) : 0;
    if (value > 0) {
      return value;
    }
    invalid(
        path,
        "expected a ratio strictly between 0 and 1 as a text, such as \"0.999\", found "
            + Objects.requireNonNullElse(text, "none"));
    return 0.5;
  }

  long durationMillis(String path, @Nullable String text, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    OptionalLong millis = DurationText.parseMillis(text);
    if (millis.isEmpty()) {
      invalid(path, "expected a duration such as 500ms, 90s, 5m, 12h or 30d, found " + text);
    }
    return millis.orElse(otherwise);
  }

  /** Names become labels and parts of expressions, so none may hold a character that ends one. */
  String name(String path, @Nullable String text) {
    if (text == null || !NAME.matcher(text).matches()) {
      invalid(
          path,
          "expected at most 40 of a-z, 0-9 and -, beginning with a letter, found "
              + Objects.requireNonNullElse(text, "none"));
    }
    return Objects.requireNonNullElse(text, "");
  }

  @Nullable Guarantee guarantee(String path, @Nullable String text) {
    Guarantee guarantee = text == null ? null : GUARANTEES.get(text);
    if (text != null && guarantee == null) {
      invalid(
          path,
          "expected StrictSerializable, Serializable, SnapshotIsolation, ReadCommitted or"
              + " Eventual, found "
              + text);
    }
    return guarantee;
  }

  Selector selector(String path, @Nullable String text) {
    Selector selector = text == null ? null : Selector.parse(text);
    if (selector == null) {
      invalid(
          path,
          "expected a PromQL selector of a counter, such as requests_total{code=~\"5..\"}, without"
              + " rate or sum, found "
              + Objects.requireNonNullElse(text, "none"));
    }
    return Objects.requireNonNullElse(selector, NO_SELECTOR);
  }

  List<Stage> stages(List<SLOChainSpec.Stage> declared) {
    atMost("spec.stages", declared, MOST_STAGES);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      SLOChainSpec.Stage stage = declared.get(i);
      String path = "spec.stages[" + i + "]";
      Compose compose = compose(path, stage);
      atMost(path + ".members", stage.members(), MOST_MEMBERS);
      stages.add(
          new Stage(
              name(path + ".name", stage.name()),
              compose,
              stage.members(),
              guarantee(path + ".upgradeGate", stage.upgradeGate())));
    }
    return stages;
  }

  private Compose compose(String path, SLOChainSpec.Stage stage) {
    String word = Objects.requireNonNullElse(stage.compose(), "none");
    if (stage.waitedFor() != null && !word.equals("Redundant")) {
      invalid(path + ".waitedFor", "expected none, since only a Redundant stage waits for one");
    }
    String shared = stage.sharedAvailability();
    if (shared != null && !word.equals("Redundant")) {
      invalid(
          path + ".sharedAvailability",
          "expected none, since only the members of a Redundant stage share something");
    }
    if (word.equals("Redundant")) {
      return new Compose.Redundant(
          shared == null ? null : ratio(path + ".sharedAvailability", shared), stage.waitedFor());
    }
    if (word.equals("FanOut")) {
      return new Compose.FanOut();
    }
    if (!word.equals("Serial")) {
      invalid(path + ".compose", "expected Serial, Redundant or FanOut, found " + word);
    }
    return new Compose.Serial();
  }

  /** Declared alerts; a wrong text is told once, however often they are read. */
  List<AlertDeclaration> alerts(List<SLOChainSpec.Alert> declared) {
    List<AlertDeclaration> alerts = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      SLOChainSpec.Alert alert = declared.get(i);
      String path = "spec.alerts[" + i + "]";
      ChainSpecReader once = new ChainSpecReader();
      alerts.add(
          new AlertDeclaration(
              once.severity(path + ".severity", alert.severity()),
              once.ratio(path + ".budgetShare", alert.budgetShare()),
              once.requiredMillis(path + ".long", alert.longWindow(), 2),
              once.requiredMillis(path + ".short", alert.shortWindow(), 1)));
      once.problems.stream().filter(found -> !problems.contains(found)).forEach(problems::add);
    }
    return alerts;
  }

  private long requiredMillis(String path, @Nullable String text, long otherwise) {
    if (text == null) {
      invalid(path, "expected a duration such as 5m or 1h, found none");
    }
    return durationMillis(path, text, otherwise);
  }

  private Severity severity(String path, @Nullable String text) {
    if (!"page".equals(text) && !"ticket".equals(text)) {
      invalid(path, "expected page or ticket, found " + Objects.requireNonNullElse(text, "none"));
    }
    return "page".equals(text) ? Severity.PAGE : Severity.TICKET;
  }
}
