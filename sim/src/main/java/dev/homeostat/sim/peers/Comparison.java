package dev.homeostat.sim.peers;

import dev.homeostat.sim.control.Compared;
import dev.homeostat.sim.control.PolicyRun;
import dev.homeostat.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Policies in the same worlds: each seed gives all of them the same requests. */
public final class Comparison {

  private final long firstSeed;
  private final int seeds;

  /** A comparison over some seeds, each one more than the one before. */
  public Comparison(long firstSeed, int seeds) {
    this.firstSeed = firstSeed;
    this.seeds = seeds;
  }

  /**
   * The rows of one scenario, in the order of the policies, and those of outsiders after them.
   *
   * @param ranked policies of which one is the best
   * @param outsiders who are compared with the best and cannot be it
   */
  public List<Compared> rows(Scenario scenario, List<Peer> ranked, List<Peer> outsiders) {
    Map<Compared, List<PolicyRun>> all = new LinkedHashMap<>();
    for (Peer peer : ranked) {
      List<PolicyRun> runs = runs(scenario, peer);
      all.put(Compared.of(scenario.name(), peer.name(), runs), runs);
    }
    List<PolicyRun> best = List.of();
    double bestGoodput = Double.NEGATIVE_INFINITY;
    for (Map.Entry<Compared, List<PolicyRun>> one : all.entrySet()) {
      if (one.getKey().goodput().mean() > bestGoodput) {
        bestGoodput = one.getKey().goodput().mean();
        best = one.getValue();
      }
    }
    for (Peer outsider : outsiders) {
      List<PolicyRun> runs = runs(scenario, outsider);
      all.put(Compared.of(scenario.name(), outsider.name(), runs), runs);
    }
    List<Compared> rows = new ArrayList<>();
    for (Map.Entry<Compared, List<PolicyRun>> one : all.entrySet()) {
      rows.add(one.getKey().with(difference(one.getValue(), best)));
    }
    return rows;
  }

  private List<PolicyRun> runs(Scenario scenario, Peer peer) {
    return LongStream.range(firstSeed, firstSeed + seeds)
        .mapToObj(seed -> peer.run(scenario, seed))
        .toList();
  }

  private static Compared.Interval difference(List<PolicyRun> runs, List<PolicyRun> best) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      differences.add(runs.get(i).figures().goodputRatio() - best.get(i).figures().goodputRatio());
    }
    return Compared.Interval.of(differences);
  }
}
