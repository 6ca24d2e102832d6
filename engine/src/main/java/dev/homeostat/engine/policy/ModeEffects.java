package dev.homeostat.engine.policy;

import dev.homeostat.modes.Mode;
import dev.homeostat.slo.Guarantee;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mode means beside its knobs.
 *
 * @param guarantees consistency guarantee by mode, of those that declare one
 * @param actions what is done once when a mode is entered or left, in order
 */
public record ModeEffects(Map<Mode, Guarantee> guarantees, List<ActionPolicy> actions) {

  /** The strongest first. */
  private static final List<Guarantee> LEVELS = List.of(Guarantee.values());

  /** Knobs alone. */
  public static final ModeEffects NONE = new ModeEffects(Map.of(), List.of());

  public ModeEffects {
    guarantees = Map.copyOf(guarantees);
    actions = List.copyOf(actions);
  }

  /**
   * The guarantee of a mode.
   *
   * @param left the mode that Recovery climbs from
   * @param step index of Recovery's step, each of which raises it by one level
   * @return null where none is declared
   */
  public @Nullable Guarantee guarantee(Mode mode, Mode left, int step) {
    Guarantee target = guarantees.get(Mode.TARGET);
    if (mode != Mode.RECOVERY || target == null) {
      return guarantees.get(mode);
    }
    Guarantee from = guarantees.getOrDefault(left, guarantees.get(Mode.DEGRADED));
    return from == null || from.isAtLeast(target)
        ? target
        : LEVELS.get(Math.max(LEVELS.indexOf(target), LEVELS.indexOf(from) - step - 1));
  }

  /** How many levels one guarantee is below another; negative where it is above. */
  static int levels(Guarantee from, Guarantee to) {
    return LEVELS.indexOf(from) - LEVELS.indexOf(to);
  }

  /** A guarantee as resources spell it, such as {@code ReadCommitted}. */
  public static String word(Guarantee guarantee) {
    StringBuilder word = new StringBuilder();
    for (String part : guarantee.name().split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }

  /** The actions of one phase of a mode, in order. */
  public List<ActionPolicy> actions(Mode mode, ActionPolicy.Phase phase) {
    return actions.stream().filter(a -> a.mode() == mode && a.phase() == phase).toList();
  }

  /** The action of that name; null where the resource has it no more. */
  public @Nullable ActionPolicy action(Mode mode, ActionPolicy.Phase phase, String name) {
    for (ActionPolicy action : actions) {
      if (action.mode() == mode && action.phase() == phase && action.name().equals(name)) {
        return action;
      }
    }
    return null;
  }
}
