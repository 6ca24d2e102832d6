package dev.homeostat.slo.budget;

/** The windows whose burn rates are kept for every chain. */
public enum BurnWindow {
  FIVE_MINUTES("5m", 5),
  THIRTY_MINUTES("30m", 30),
  ONE_HOUR("1h", 60),
  TWO_HOURS("2h", 120),
  SIX_HOURS("6h", 360),
  ONE_DAY("1d", 1_440),
  THREE_DAYS("3d", 4_320);

  private static final long MILLIS_PER_MINUTE = 60_000;

  private final String text;
  private final long minutes;

  BurnWindow(String text, long minutes) {
    this.text = text;
    this.minutes = minutes;
  }

  /** As it stands in rules, such as {@code 5m}. */
  public String text() {
    return text;
  }

  /** Its length. */
  public long millis() {
    return minutes * MILLIS_PER_MINUTE;
  }
}
