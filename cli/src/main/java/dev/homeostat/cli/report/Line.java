package dev.homeostat.cli.report;

import java.util.List;

/**
 * One line of a chart, a value a second; what is no number is a gap.
 *
 * @param name in the legend
 * @param color 1 to 4
 * @param values from second 0 on
 */
public record Line(String name, int color, List<Double> values) {

  public Line {
    values = List.copyOf(values);
  }
}
