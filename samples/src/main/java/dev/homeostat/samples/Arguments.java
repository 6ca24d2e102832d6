package dev.homeostat.samples;

import java.util.Map;
import java.util.Objects;

/** The values given on a command line, with the defaults filled in. */
public final class Arguments {
  private final Map<String, String> values;

  Arguments(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  public boolean has(String flag) {
    return values.containsKey(flag);
  }

  public String text(String name) {
    return Objects.requireNonNull(values.get(name), () -> name + " is not declared");
  }

  public int port() throws UsageException {
    return (int) integer(Options.PORT, 0, 65_535);
  }

  public long integer(String name, long least, long most) throws UsageException {
    try {
      long value = Long.parseLong(text(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // The refusal below says what was found.
    }
    throw refusal(name, "a whole number from " + least + " to " + most);
  }

  public double number(String name, double least, double most) throws UsageException {
    try {
      double value = Double.parseDouble(text(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // The refusal below says what was found.
    }
    throw refusal(name, "a number from " + least + " to " + most);
  }

  /** An instant in milliseconds since 1970, or the word {@code now}. */
  public long epochMillis(String name) throws UsageException {
    return text(name).equals("now")
        ? System.currentTimeMillis()
        : integer(name, 0, Long.MAX_VALUE / 2_000_000);
  }

  public UsageException refusal(String name, String expected) {
    return new UsageException(name + " expects " + expected + ", found '" + text(name) + "'");
  }
}
