package dev.homeostat.cli.report;

import java.util.List;
import java.util.Locale;

/**
 * Shares from 0 to 1 as dots, one row above the other: a drawing that is a file of its own, on a
 * white ground.
 *
 * @param title above it
 * @param rows from the top
 */
public record DotPlot(String title, List<Row> rows) {

  private static final int WIDTH = 900;
  private static final int LEFT = 130;
  private static final int RIGHT = 30;
  private static final int TOP = 64;
  private static final int ROW = 30;
  private static final int STEPS = 10;

  private static final String STYLE =
      "text{fill:#1c2127;font:12px sans-serif}.title{font-weight:600}.grid{stroke:#d5dae0}"
          + ".other{fill:#6b7280;stroke:#6b7280;fill-opacity:.55}"
          + ".nobody{fill:#fff;stroke:#c2410c;stroke-width:1.8}"
          + ".ours{fill:#0b62c4;stroke:#0b62c4}.bound{fill:none;stroke:#0f766e;stroke-width:1.8}";

  /** How a dot looks, and what that stands for. */
  public enum Look {
    /** One of several. */
    OTHER(4),
    /** What happens without any of them. */
    NOBODY(5),
    /** The one that the drawing is about. */
    OURS(5),
    /** What was possible. */
    BOUND(7);

    private final int radius;

    Look(int radius) {
      this.radius = radius;
    }
  }

  /**
   * One line of dots.
   *
   * @param label beside it
   * @param dots the last one is drawn on top
   */
  public record Row(String label, List<Dot> dots) {

    public Row {
      dots = List.copyOf(dots);
    }
  }

  /**
   * One dot.
   *
   * @param name shown when it is pointed at
   * @param look of it
   * @param value from 0 to 1
   * @param low end of its confidence interval
   * @param high end of its confidence interval
   */
  public record Dot(String name, Look look, double value, double low, double high) {}

  public DotPlot {
    rows = List.copyOf(rows);
  }

  /** The file. */
  public String svg() {
    int height = TOP + ROW * rows.size() + 10;
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"><style>%s</style>"
                + "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n",
            WIDTH, height, STYLE, WIDTH, height));
    svg.append(text("<text class=\"title\" x=\"10\" y=\"18\">%s</text>%n", Markup.escaped(title)));
    for (int step = 0; step <= STEPS; step++) {
      double share = (double) step / STEPS;
      svg.append(
          text(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                  + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f</text>%n",
              x(share), x(share), TOP - 10, height - 10, x(share), TOP - 16, share));
    }
    for (int row = 0; row < rows.size(); row++) {
      row(svg, rows.get(row), TOP + ROW * row + ROW / 2);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Row row, int y) {
    svg.append(
        text(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
            LEFT - 14, y + 4, Markup.escaped(row.label())));
    for (Dot dot : row.dots()) {
      String look = dot.look().name().toLowerCase(Locale.ROOT);
      svg.append(
          text(
              "<g class=\"%s\"><line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                  + "<circle cx=\"%.1f\" cy=\"%d\" r=\"%d\"><title>%s: %.3f</title></circle></g>%n",
              look,
              x(Math.max(0, dot.low())),
              x(Math.min(1, dot.high())),
              y,
              y,
              x(dot.value()),
              y,
              dot.look().radius,
              Markup.escaped(dot.name()),
              dot.value()));
    }
  }

  private static double x(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
