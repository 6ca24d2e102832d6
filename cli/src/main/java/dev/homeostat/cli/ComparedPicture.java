package dev.homeostat.cli;

import dev.homeostat.cli.report.DotPlot;
import dev.homeostat.sim.control.Compared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison as a drawing: the goodput of each policy in each scenario. */
final class ComparedPicture {

  static String of(List<Compared> rows) {
    Map<String, List<DotPlot.Dot>> dots = new LinkedHashMap<>();
    for (Compared row : rows) {
      Compared.Interval goodput = row.goodput();
      dots.computeIfAbsent(row.scenario(), name -> new ArrayList<>())
          .add(
              new DotPlot.Dot(
                  row.policy(), look(row.policy()), goodput.mean(), goodput.low(), goodput.high()));
    }
    return new DotPlot(
            "Goodput: Homeostat is blue, nobody acting an orange ring, the others grey, the oracle"
                + " a green ring",
            dots.entrySet().stream()
                .map(entry -> new DotPlot.Row(entry.getKey(), entry.getValue()))
                .toList())
        .svg();
  }

  private static DotPlot.Look look(String policy) {
    return switch (policy) {
      case "nothing" -> DotPlot.Look.NOBODY;
      case "homeostat" -> DotPlot.Look.OURS;
      case "oracle" -> DotPlot.Look.BOUND;
      default -> DotPlot.Look.OTHER;
    };
  }

  private ComparedPicture() {}
}
