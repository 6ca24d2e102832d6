package dev.homeostat.samples;

import java.util.Map;

/** Builds one scrape in the Prometheus text format 0.0.4. */
public final class MetricsText {
  private final StringBuilder text = new StringBuilder(2048);

  public MetricsText gauge(String name, String help, double value) {
    head(name, "gauge", help);
    return sample(name, number(value));
  }

  public MetricsText counter(String name, String help, long value) {
    head(name, "counter", help);
    return sample(name, Long.toString(value));
  }

  /** One counter for each value of a label. */
  public MetricsText counters(String name, String help, String label, Map<String, Long> values) {
    head(name, "counter", help);
    values.forEach((value, count) -> sample(name + labelled(label, value), Long.toString(count)));
    return this;
  }

  public MetricsText histogram(String name, String help, DurationHistogram histogram) {
    DurationHistogram.Snapshot snapshot = histogram.snapshot();
    head(name, "histogram", help);
    for (int bucket = 0; bucket < snapshot.buckets(); bucket++) {
      sample(
          name + "_bucket" + labelled("le", number(snapshot.upperSeconds(bucket))),
          Long.toString(snapshot.countUpTo(bucket)));
    }
    sample(name + "_sum", number(snapshot.sumSeconds()));
    return sample(name + "_count", Long.toString(snapshot.count()));
  }

  public String text() {
    return text.toString();
  }

  private void head(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private MetricsText sample(String series, String value) {
    text.append(series).append(' ').append(value).append('\n');
    return this;
  }

  private static String labelled(String label, String value) {
    return "{" + label + "=\"" + value + "\"}";
  }

  private static String number(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "+Inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
