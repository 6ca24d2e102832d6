package dev.homeostat.samples.backend;

import dev.homeostat.samples.DurationText;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time, counted from the epoch, in which the service rate is multiplied by a factor. */
record Dip(double factor, Duration start, Duration length) {
  static final String FORM = "FACTOR@START+DURATION such as 0.4@10s+8s (factor above 0), or none";

  static final Dip NONE = new Dip(1, Duration.ZERO, Duration.ZERO);

  private static final Pattern PATTERN =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)@(\\w+)\\+(\\w+)");

  /** Empty when the text is not {@link #FORM}. */
  static Optional<Dip> parse(String text) {
    if (text.equals("none")) {
      return Optional.of(NONE);
    }
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double factor = Double.parseDouble(matcher.group(1));
    Optional<Duration> start = DurationText.parse(matcher.group(2));
    Optional<Duration> length = DurationText.parse(matcher.group(3));
    if (factor <= 0 || start.isEmpty() || length.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Dip(factor, start.get(), length.get()));
  }

  double factorAt(Duration sinceEpoch) {
    boolean within =
        sinceEpoch.compareTo(start) >= 0 && sinceEpoch.compareTo(start.plus(length)) < 0;
    return within ? factor : 1;
  }
}
