package dev.homeostat.engine.imports;

import dev.homeostat.crds.DurationText;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and durations of other tools as an SLOChain writes them. */
final class Spans {

  private static final Pattern WEEKS = Pattern.compile("([1-9][0-9]{0,2})w");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}([.][0-9]{1,12})?");
  private static final Pattern RATIO = Pattern.compile("0[.][0-9]{1,10}");
  private static final int DAYS_PER_WEEK = 7;

  /** A duration, of weeks too; refused where it is none. */
  static String period(Source place, @Nullable String text, ImportNotes notes) {
    Matcher weeks = WEEKS.matcher(text == null ? "" : text);
    String duration =
        weeks.matches() ? Integer.parseInt(weeks.group(1)) * DAYS_PER_WEEK + "d" : text;
    if (duration == null || DurationText.parseMillis(duration).isEmpty()) {
      notes.refuse(place, "expected a duration such as 30d, 4w or 1h, found " + text);
      return "";
    }
    return duration;
  }

  /** A success ratio of some per cent; refused where it is none. */
  static String ratio(Source place, int percentDigits, ImportNotes notes) {
    BigDecimal value = decimal(place.text());
    String ratio =
        value == null
            ? ""
            : value.movePointLeft(percentDigits).stripTrailingZeros().toPlainString();
    if (!RATIO.matcher(ratio).matches()) {
      notes.refuse(
          place,
          "expected an objective strictly between 0 and %s with at most 10 digits as a ratio, found %s"
              .formatted(percentDigits == 0 ? "1" : "100", place.text()));
    }
    return ratio;
  }

  static @Nullable BigDecimal decimal(@Nullable String text) {
    return text != null && DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private Spans() {}
}
