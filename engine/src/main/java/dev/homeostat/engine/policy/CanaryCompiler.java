package dev.homeostat.engine.policy;

import dev.homeostat.crds.CanarySpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.CanaryPolicy;
import dev.homeostat.modes.Comparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks and decodes the canary of an OperatingMode. */
final class CanaryCompiler {

  private static final String PATH = "spec.canary";
  private static final long DEFAULT_SHARE = 25;
  private static final int MOST = 8;

  private final SpecReader reader;
  private final List<String> signals;
  private final SelectionCompiler selections;

  CanaryCompiler(SpecReader reader, List<String> signals, SelectionCompiler selections) {
    this.reader = reader;
    this.signals = signals;
    this.selections = selections;
  }

  @Nullable Canary compile(OperatingModeSpec spec) {
    CanarySpec declared = spec.canary();
    if (declared == null) {
      return null;
    }
    long share = declared.share() == null ? DEFAULT_SHARE : declared.share();
    if (share < 1 || share > 99) {
      reader.invalid(PATH + ".share", "expected a percentage from 1 to 99, found " + share);
    }
    reader.atMost(PATH + ".compare", declared.compare(), MOST);
    if (declared.compare().isEmpty()) {
      reader.invalid(PATH + ".compare", "required: at least one pair of signals");
    }
    Set<String> first = first(spec.knobs(), share);
    boolean selects = spec.knobs().stream().anyMatch(knob -> ObjectSelection.isSelected(knob.in()));
    if (first.isEmpty() && !selects) {
      reader.invalid(
          PATH, "no knob lives in several objects; give one its names, or remove the canary");
    }
    long bakeMillis = reader.duration(PATH + ".bake", declared.bake(), "10m");
    List<CanaryPolicy.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < declared.compare().size(); i++) {
      CanaryPolicy.Pair pair = pair(PATH + ".compare[" + i + "]", declared.compare().get(i));
      if (pair != null) {
        pairs.add(pair);
      }
    }
    // Labels that one object has give it no peer to be compared with, for as long as that is so.
    return pairs.isEmpty() || first.isEmpty()
        ? null
        : new Canary(new CanaryPolicy(bakeMillis, pairs), first);
  }

  /** The first share of the objects of each knob; at least one, and never all. */
  private Set<String> first(List<OperatingModeSpec.Knob> knobs, long share) {
    Set<String> first = new HashSet<>();
    for (OperatingModeSpec.Knob knob : knobs) {
      List<String> objects = selections.names(knob.in());
      long count = Math.min(objects.size() - 1, (objects.size() * share + 99) / 100);
      objects.stream()
          .limit(Math.max(0, count))
          .map(object -> KnobCompiler.nameIn(Objects.requireNonNullElse(knob.name(), ""), object))
          .forEach(first::add);
    }
    return first;
  }

  private CanaryPolicy.@Nullable Pair pair(String path, CanarySpec.Pair declared) {
    int before = reader.problems().size();
    int canary = reader.signal(path + ".canary", declared.canary(), signals);
    int rest = reader.signal(path + ".rest", declared.rest(), signals);
    int canaryEvents = events(path + ".canaryEvents", declared.canaryEvents());
    int restEvents = events(path + ".restEvents", declared.restEvents());
    Double times = declared.times();
    if (times == null || !(times > 0) || times == 1 || !Double.isFinite(times)) {
      reader.invalid(
          path + ".times",
          "expected a factor above 1, or between 0 and 1 where less is worse, found " + times);
    }
    Double beyond = declared.beyond();
    if (beyond == null || !Double.isFinite(beyond)) {
      reader.invalid(path + ".beyond", "required: a finite threshold, found " + beyond);
    }
    Double least = declared.minEvents();
    boolean counts = declared.canaryEvents() != null || declared.restEvents() != null;
    if (counts != (least != null) || (least != null && !(least > 0 && Double.isFinite(least)))) {
      reader.invalid(
          path + ".minEvents",
          "expected a number above zero beside canaryEvents or restEvents, and none without;"
              + " found "
              + least);
    }
    long forMillis = reader.duration(path + ".for", declared.forDuration(), "1m");
    return times == null || beyond == null || reader.problems().size() > before
        ? null
        : new CanaryPolicy.Pair(
            new Comparison(canary, times, beyond, forMillis),
            rest,
            canaryEvents,
            restEvents,
            least == null ? 0 : least);
  }

  private int events(String path, @Nullable String name) {
    return name == null ? CanaryPolicy.NONE : reader.signal(path, name, signals);
  }
}
