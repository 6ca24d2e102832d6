package dev.homeostat.samples;

import org.jspecify.annotations.Nullable;

/**
 * One command-line option of a sample program.
 *
 * @param form what its value looks like, null for a flag
 * @param defaultText the value when it is not given, null for a flag and for a required option
 */
public record Option(
    String name, @Nullable String form, @Nullable String defaultText, String description) {

  public static Option flag(String name, String description) {
    return new Option(name, null, null, description);
  }

  public static Option required(String name, String form, String description) {
    return new Option(name, form, null, description);
  }

  public static Option withDefault(
      String name, String form, String defaultText, String description) {
    return new Option(name, form, defaultText, description);
  }

  boolean isFlag() {
    return form == null;
  }

  boolean isRequired() {
    return form != null && defaultText == null;
  }

  /** How the option is written, such as {@code --port N}. */
  String written() {
    return form == null ? name : name + " " + form;
  }
}
