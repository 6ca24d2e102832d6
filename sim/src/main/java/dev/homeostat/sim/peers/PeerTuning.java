package dev.homeostat.sim.peers;

import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How the settings of the peers were found: every one that was tried, in every scenario, on seeds
 * that the comparison does not use; the best mean goodput wins. An oracle's wins in its scenario
 * alone.
 */
public final class PeerTuning {

  /** First of the seeds of the tuning; a comparison begins at 1. */
  public static final long FIRST_SEED = 1_001;

  /** Two quiet hours say no more of a setting than these seconds, and take eight times as long. */
  private static final Scenario.Span DIURNAL = new Scenario.Span(0, 900);

  /**
   * A setting that was tried.
   *
   * @param policy its name
   * @param scenario of an oracle; otherwise {@code all}
   * @param setting its parameters
   * @param goodput mean over seeds and scenarios
   * @param best whether it won
   * @param inUse whether the comparison uses it
   */
  public record Tried(
      String policy,
      String scenario,
      String setting,
      double goodput,
      boolean best,
      boolean inUse) {}

  private final int seeds;

  /** A tuning over some seeds. */
  public PeerTuning(int seeds) {
    this.seeds = seeds;
  }

  /** The policies of the ranking that have settings. */
  public List<Tried> ranked() {
    List<Tried> all = new ArrayList<>();
    Peers.candidates().values().forEach(tried -> all.addAll(judged("all", tried, scenarios())));
    return all;
  }

  /** The oracle of each scenario. */
  public List<Tried> oracles() {
    List<Tried> all = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      all.addAll(judged(scenario.name(), Oracle.candidates(scenario), List.of(scenario)));
    }
    return all;
  }

  private static List<Scenario> scenarios() {
    return BuiltInScenarios.compared().stream()
        .map(one -> one.name().equals("diurnal") ? one.with(DIURNAL) : one)
        .toList();
  }

  private List<Tried> judged(String where, List<Peer> tried, List<Scenario> scenarios) {
    List<Double> goodput = tried.stream().map(one -> goodput(one, scenarios)).toList();
    double best = goodput.stream().mapToDouble(value -> value).max().orElseThrow();
    List<Tried> judged = new ArrayList<>();
    for (int i = 0; i < tried.size(); i++) {
      Peer one = tried.get(i);
      double value = goodput.get(i);
      judged.add(new Tried(one.name(), where, one.setting(), value, value == best, i == 0));
    }
    return judged;
  }

  private double goodput(Peer peer, List<Scenario> scenarios) {
    return scenarios.stream()
        .flatMapToDouble(
            scenario ->
                LongStream.range(FIRST_SEED, FIRST_SEED + seeds)
                    .mapToDouble(seed -> peer.run(scenario, seed).figures().goodputRatio()))
        .average()
        .orElseThrow();
  }
}
