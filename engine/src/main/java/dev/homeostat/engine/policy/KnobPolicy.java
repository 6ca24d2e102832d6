package dev.homeostat.engine.policy;

import dev.homeostat.modes.KnobLimits;
import dev.homeostat.modes.Mode;
import java.util.List;

/**
 * One tunable value and where it lives.
 *
 * @param name unique in its resource
 * @param kind how its text is read and written
 * @param words of a kind of words, from the lowest value 0 up; else empty
 * @param limits bounds, ramp and slew, in the unit of the kind
 * @param quantum smallest change
 * @param target value in Target; it is rounded to the safer side
 * @param degraded value in Degraded; likewise
 * @param floor value in Floor; likewise
 * @param claim the field that holds it
 * @param format text of the field, with {@code {value}} in it
 * @param takeOver whether it may be taken over from whoever set it last
 */
public record KnobPolicy(
    String name,
    KnobKind kind,
    List<String> words,
    KnobLimits limits,
    double quantum,
    double target,
    double degraded,
    double floor,
    Claim claim,
    String format,
    boolean takeOver) {

  /** Stands for the value in {@link #format()}. */
  public static final String PLACEHOLDER = "{value}";

  public KnobPolicy {
    words = List.copyOf(words);
    target = limits.clamp(limits.saferDirection().round(target, quantum));
    degraded = limits.clamp(limits.saferDirection().round(degraded, quantum));
    floor = limits.clamp(limits.saferDirection().round(floor, quantum));
  }

  /** The name that it is declared by, also where it is that of one of several objects. */
  public String declared() {
    int at = name.indexOf('[');
    return at < 0 ? name : name.substring(0, at);
  }

  /** The value in a mode; in Recovery that to which it leads. */
  public double in(Mode mode) {
    return switch (mode) {
      case TARGET, RECOVERY -> target;
      case DEGRADED -> degraded;
      case FLOOR -> floor;
    };
  }

  /** The nearest value that a text can show, on the safer side. */
  public double rounded(double value) {
    return limits.saferDirection().round(value, quantum);
  }

  /** Whether two values are shown by the same text. */
  public boolean isSame(double one, double other) {
    // Rounding moves neither by more than a quantum, so that most need not be rounded.
    return one == other || (Math.abs(one - other) <= 2 * quantum && rounded(one) == rounded(other));
  }

  /** The text of a value, rounded to the safer side, without what stands around it in the field. */
  public String spelled(double value) {
    double rounded = rounded(value);
    return words.isEmpty() ? kind.format(rounded) : words.get((int) rounded);
  }

  /** The value that is spelled so; NaN if none is. */
  public double valueOf(String spelled) {
    if (words.isEmpty()) {
      return kind.parse(spelled).orElse(Double.NaN);
    }
    int place = words.indexOf(spelled.strip());
    return place < 0 ? Double.NaN : place;
  }

  /** The text of the field that holds a value, rounded to the safer side. */
  public String text(double value) {
    String text = spelled(value);
    return format.equals(PLACEHOLDER) ? text : format.replace(PLACEHOLDER, text);
  }

  /** The value that a field's text holds; NaN if it holds none. */
  public double parse(String text) {
    int at = format.indexOf(PLACEHOLDER);
    String before = format.substring(0, at);
    String after = format.substring(at + PLACEHOLDER.length());
    String stripped = format.equals(PLACEHOLDER) ? text.strip() : text;
    if (stripped.length() < before.length() + after.length()
        || !stripped.startsWith(before)
        || !stripped.endsWith(after)) {
      return Double.NaN;
    }
    return valueOf(stripped.substring(before.length(), stripped.length() - after.length()));
  }

  /** What a text of its kind looks like, for messages. */
  public String example() {
    return kind == KnobKind.ENUM ? "one of " + String.join(", ", words) : kind.example();
  }
}
