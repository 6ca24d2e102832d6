package dev.homeostat.samples;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which attempt of which request a call belongs to, as the header {@code X-Request} tells it. */
public record RequestKey(long request, int attempt) {
  public static final String HEADER = "X-Request";

  public static final String FORM = "REQUEST/ATTEMPT, two whole numbers such as 17/0";

  private static final Pattern PATTERN = Pattern.compile("(\\d{1,18})/(\\d{1,9})");

  /** Empty when the text is not {@link #FORM}. */
  public static Optional<RequestKey> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new RequestKey(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  @Override
  public String toString() {
    return request + "/" + attempt;
  }
}
