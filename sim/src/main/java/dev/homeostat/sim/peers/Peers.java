package dev.homeostat.sim.peers;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import dev.homeostat.sim.control.PlantPolicy;
import dev.homeostat.sim.control.PolicyRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The policies that Homeostat is compared with, each with the settings that were tried for it. The
 * first of each is the one that won, by its mean goodput over all scenarios on seeds that the
 * comparison does not use.
 */
public final class Peers {

  /** The largest limit of the adaptive laws; none of them should meet it. */
  private static final int MOST = 10_000;

  /** Longer than any scenario: latency alone is no drop. */
  private static final double NO_TIMEOUT_SECONDS = 1e6;

  /**
   * So seldom that it never happens: Vegas draws the time of a probe from a source without seed.
   */
  private static final int NO_PROBE = Integer.MAX_VALUE;

  /** Nobody acts. */
  public static final Peer NOTHING = new Peer("nothing", "", PolicyRun::nothing);

  /**
   * Homeostat with a policy that fits the scenarios that it is asked for.
   *
   * @param file where the policy stands
   */
  public static Peer homeostat(PlantPolicy policy, String file) {
    return new Peer(
        "homeostat", file, (scenario, seed) -> PolicyRun.of(policy, scenario, seed, entry -> {}));
  }

  /** Each policy with the setting that won, in the order of the table. */
  public static List<Peer> tuned() {
    List<Peer> tuned = new ArrayList<>(List.of(NOTHING));
    candidates().values().forEach(tried -> tuned.add(tried.get(0)));
    return tuned;
  }

  /** Every setting that was tried, by policy; the one in use is the first. */
  public static Map<String, List<Peer>> candidates() {
    Map<String, List<Peer>> all = new LinkedHashMap<>();
    for (List<Peer> tried :
        List.of(staticLimits(), autoscalers(), aimd(), gradients(), vegas(), delays())) {
      all.put(tried.get(0).name(), tried);
    }
    for (List<Peer> tried : List.of(priorities(), budgets())) {
      all.put(tried.get(0).name(), tried);
    }
    return all;
  }

  private static List<Peer> staticLimits() {
    return List.of(100, 60, 80, 120, 140, 160, 200).stream()
        .map(
            limit ->
                new Peer(
                    "static limit",
                    "limit " + limit,
                    (scenario, seed) ->
                        PolicyRun.deployed(Map.of("limit", (double) limit), scenario, seed)))
        .toList();
  }

  private static List<Peer> autoscalers() {
    return List.of(0.65, 0.5, 0.8, 0.95).stream()
        .map(
            target ->
                new Peer(
                    "hpa",
                    "target utilisation " + target,
                    (scenario, seed) ->
                        PolicyRun.controlled(new PodAutoscaler(target), scenario, seed)))
        .toList();
  }

  private static List<Peer> aimd() {
    List<Peer> tried = new ArrayList<>();
    for (double timeoutSeconds : new double[] {2.5, 0.1, 0.25, 0.5, 1}) {
      for (boolean windowed : new boolean[] {false, true}) {
        Supplier<Limit> law =
            () -> AIMDLimit.newBuilder().initialLimit(100).minLimit(1).maxLimit(MOST).build();
        String setting = "timeout " + timeoutSeconds + " s, back-off 0.9, from 100";
        tried.add(limit("aimd", setting, law, windowed, timeoutSeconds));
      }
    }
    return tried;
  }

  private static List<Peer> gradients() {
    List<Peer> tried = new ArrayList<>();
    for (double tolerance : new double[] {3, 1.5, 2, 5}) {
      for (boolean windowed : new boolean[] {true, false}) {
        Supplier<Limit> law =
            () ->
                Gradient2Limit.newBuilder()
                    .initialLimit(100)
                    .maxConcurrency(MOST)
                    .rttTolerance(tolerance)
                    .build();
        String setting = "tolerance " + tolerance + ", queue 4, long window 600, from 100";
        tried.add(limit("gradient2", setting, law, windowed, NO_TIMEOUT_SECONDS));
      }
    }
    return tried;
  }

  private static List<Peer> vegas() {
    List<Peer> tried = new ArrayList<>();
    for (int alpha : new int[] {30, 3, 10}) {
      for (boolean windowed : new boolean[] {true, false}) {
        Supplier<Limit> law =
            () ->
                VegasLimit.newBuilder()
                    .initialLimit(100)
                    .maxConcurrency(MOST)
                    .alpha(alpha)
                    .beta(2 * alpha)
                    .probeMultiplier(NO_PROBE)
                    .build();
        String setting = "alpha " + alpha + ", beta " + 2 * alpha + ", no probes, from 100";
        tried.add(limit("vegas", setting, law, windowed, NO_TIMEOUT_SECONDS));
      }
    }
    return tried;
  }

  private static Peer limit(
      String name, String setting, Supplier<Limit> law, boolean windowed, double timeoutSeconds) {
    return Peer.atTheDoor(
        name,
        setting + (windowed ? ", windows of 1 s" : ", every sample"),
        () ->
            new LimitAdmission(
                windowed ? WindowedLimit.newBuilder().build(law.get()) : law.get(),
                timeoutSeconds));
  }

  private static List<Peer> delays() {
    List<Peer> tried = new ArrayList<>();
    for (double targetSeconds : new double[] {0.005, 0.02, 0.05}) {
      for (double intervalSeconds : new double[] {0.5, 0.1}) {
        tried.add(
            Peer.atTheDoor(
                "codel",
                "target " + targetSeconds + " s, interval " + intervalSeconds + " s",
                () -> new ControlledDelay(targetSeconds, intervalSeconds)));
      }
    }
    return tried;
  }

  private static List<Peer> priorities() {
    return List.of(1.0, 0.02, 0.05, 0.1, 0.3).stream()
        .map(
            seconds ->
                Peer.atTheDoor(
                    "dagor",
                    "threshold " + seconds + " s, -5 %, +1 %",
                    () -> new PriorityAdmission(seconds)))
        .toList();
  }

  private static List<Peer> budgets() {
    return List.of(0.05, 0.01, 0.1, 0.2, 0.5).stream()
        .map(
            ratio ->
                new Peer(
                    "retry budget",
                    "resends at most " + ratio + " of the requests",
                    (scenario, seed) ->
                        PolicyRun.nothing(
                            scenario.with(scenario.clients().withBudget(ratio)), seed)))
        .toList();
  }

  private Peers() {}
}
