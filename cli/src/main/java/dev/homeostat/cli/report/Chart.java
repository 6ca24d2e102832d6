package dev.homeostat.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of lines over the seconds of a run.
 *
 * @param title above it, with the unit
 * @param seconds length of the time axis
 * @param most upper end of the other axis; its lower end is 0
 * @param lines drawn in it
 */
public record Chart(String title, int seconds, double most, List<Line> lines) {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 200;
  private static final int LEFT = 70;
  private static final int RIGHT = 30;
  private static final int TOP = 22;
  private static final int BOTTOM = 26;
  private static final int ROWS = 4;
  private static final int MOST_COLUMNS = 8;

  /** Below this width a band has no label in it: its colour is explained above the charts. */
  private static final double NARROWEST_LABEL = 70;

  private static final double CURVE_POINTS = 900;
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  /** A chart whose upper end is the next round number above all values. */
  public static Chart of(String title, List<Line> lines) {
    double largest = 0;
    int seconds = 1;
    for (Line line : lines) {
      seconds = Math.max(seconds, line.values().size());
      for (double value : line.values()) {
        largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
      }
    }
    return new Chart(title, seconds, roundUp(largest * 1.02), lines);
  }

  private static double roundUp(double value) {
    if (value <= 0) {
      return 1;
    }
    double magnitude = Math.pow(10, Math.floor(Math.log10(value)));
    for (double round : ROUND) {
      if (value <= round * magnitude) {
        return round * magnitude;
      }
    }
    return 10 * magnitude;
  }

  /** The drawing, over the modes of its time. */
  String svg(List<Band> bands) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH, HEIGHT, Markup.escaped(title)));
    bands.forEach(band -> svg.append(band(band)));
    axes(svg);
    for (Line line : lines) {
      for (String points : curves(line)) {
        svg.append(text("<polyline class=\"line c%d\" points=\"%s\"/>%n", line.color(), points));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private String band(Band band) {
    double from = x(band.fromSecond());
    double width = x(Math.min(band.toSecond(), seconds)) - from;
    String mode = Markup.escaped(band.mode());
    String label =
        width < NARROWEST_LABEL
            ? ""
            : text(
                "<text class=\"mode\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                from + width / 2, TOP - 8, mode);
    return text(
        "<rect class=\"band %s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\">"
            + "<title>%s from %.0f s to %.0f s</title></rect>%s%n",
        mode.toLowerCase(Locale.ROOT),
        from,
        TOP,
        width,
        HEIGHT - TOP - BOTTOM,
        mode,
        band.fromSecond(),
        band.toSecond(),
        label);
  }

  private void axes(StringBuilder svg) {
    for (int row = 0; row <= ROWS; row++) {
      double value = most * row / ROWS;
      svg.append(
          text(
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
              LEFT, WIDTH - RIGHT, y(value), y(value), LEFT - 8, y(value) + 4, number(value)));
    }
    double step = roundUp((double) seconds / MOST_COLUMNS);
    for (double second = 0; second <= seconds; second += step) {
      svg.append(
          text(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s s</text>%n",
              x(second), HEIGHT - 8, number(second)));
    }
  }

  /** The points of a line; long runs are thinned to what a screen can show. */
  private List<String> curves(Line line) {
    List<String> curves = new ArrayList<>();
    StringBuilder points = new StringBuilder();
    int step = (int) Math.max(1, Math.ceil(line.values().size() / CURVE_POINTS));
    for (int second = 0; second < line.values().size(); second += step) {
      double value = line.values().get(second);
      if (Double.isFinite(value)) {
        points.append(text("%.1f,%.1f ", x(second), y(Math.min(value, most))));
      } else if (!points.isEmpty()) {
        curves.add(points.toString());
        points.setLength(0);
      }
    }
    if (!points.isEmpty()) {
      curves.add(points.toString());
    }
    return curves;
  }

  private double x(double second) {
    return LEFT + second / seconds * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? text("%.0f", value)
        : text("%.3g", value).replaceAll("0+$", "");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
