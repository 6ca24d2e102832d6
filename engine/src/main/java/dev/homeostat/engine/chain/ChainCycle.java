package dev.homeostat.engine.chain;

import dev.homeostat.crds.SLOChainStatus;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.Figures;
import dev.homeostat.slo.Guarantee;
import dev.homeostat.slo.chain.GuaranteeReport;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures SLOChains, some in each turn: a turn asks for a bounded number of series, however many
 * chains there are, and goes on where the turn before has ended. Called by one thread at a time.
 *
 * <p>What recording rules have counted is asked first; chains of which they have counted nothing
 * are counted from their own counters.
 */
public final class ChainCycle {

  /** Of recorded series in a turn; fewer than a SignalSource's maxSeries is by default. */
  static final int MOST_ROWS = 8_000;

  /** Of expressions over raw counters in a turn. */
  static final int MOST_DIRECT = 2_000;

  private final Function<ResourceId, @Nullable SLOChainStatus> saved;
  private final Function<ResourceId, @Nullable String> modeGuarantees;
  private final Map<ResourceId, Told> told = new HashMap<>();

  /** Chains that recording rules counted the last time, which need no direct expressions. */
  private final Set<ResourceId> recorded = new HashSet<>();

  private int next;

  /** What was written of a chain last, and when. */
  private record Told(ChainPolicy chain, SLOChainStatus status, long atMillis) {}

  /**
   * Nothing is known yet.
   *
   * @param saved the status that a chain has now, for the first look at it; null where it has none
   * @param modeGuarantees what the mode of an OperatingMode gives now; null where it says nothing
   */
  public ChainCycle(
      Function<ResourceId, @Nullable SLOChainStatus> saved,
      Function<ResourceId, @Nullable String> modeGuarantees) {
    this.saved = saved;
    this.modeGuarantees = modeGuarantees;
  }

  /**
   * Measures the chains whose turn it is.
   *
   * @param chains all that there are, always in the same order
   */
  public List<ChainEvaluation> evaluate(List<ChainPolicy> chains, Signals signals, long nowMillis) {
    Set<ResourceId> present = chains.stream().map(ChainPolicy::id).collect(Collectors.toSet());
    told.keySet().retainAll(present);
    recorded.retainAll(present);
    List<ChainPolicy> turn = turn(chains.stream().filter(chain -> !chain.deleting()).toList());
    Map<ResourceId, ChainCounts> counts = new HashMap<>(recorded(turn, signals, nowMillis));
    List<ChainPolicy> others =
        turn.stream().filter(chain -> !counts.containsKey(chain.id())).toList();
    counts.putAll(direct(others, signals));
    List<ChainEvaluation> evaluations = new ArrayList<>();
    for (ChainPolicy chain : turn) {
      ChainCounts found = counts.get(chain.id());
      if (found != null) {
        evaluations.add(evaluation(chain, found, nowMillis));
      }
    }
    return evaluations;
  }

  /** The chains from where the turn before has ended, as many as fit. */
  private List<ChainPolicy> turn(List<ChainPolicy> chains) {
    List<ChainPolicy> turn = new ArrayList<>();
    int rows = 0;
    int direct = 0;
    for (int i = 0; i < chains.size(); i++) {
      ChainPolicy chain = chains.get((next + i) % chains.size());
      rows += RecordedQueries.rows(chain.plan());
      direct += recorded.contains(chain.id()) ? 0 : DirectQueries.size(chain.plan());
      if (!turn.isEmpty() && (rows > MOST_ROWS || direct > MOST_DIRECT)) {
        break;
      }
      turn.add(chain);
    }
    next = chains.isEmpty() ? 0 : (next + turn.size()) % chains.size();
    return turn;
  }

  private Map<ResourceId, ChainCounts> recorded(
      List<ChainPolicy> turn, Signals signals, long nowMillis) {
    Map<String, List<ChainPolicy>> bySource =
        turn.stream().collect(Collectors.groupingBy(chain -> chain.plan().source()));
    Map<String, RecordedQueries> asked = new HashMap<>();
    Set<Query> queries = new LinkedHashSet<>();
    bySource.forEach(
        (source, chains) -> {
          RecordedQueries recordings = new RecordedQueries(chains);
          asked.put(source, recordings);
          chains.forEach(chain -> queries.addAll(recordings.all(chain.plan())));
        });
    Map<Query, Reading> answers = queries.isEmpty() ? Map.of() : signals.read(queries);
    Map<ResourceId, ChainCounts> counts = new HashMap<>();
    for (ChainPolicy chain : turn) {
      RecordedQueries recordings = asked.get(chain.plan().source());
      ChainCounts found =
          recordings == null ? null : recordings.read(chain.plan(), answers, nowMillis);
      if (found == null) {
        recorded.remove(chain.id());
      } else {
        recorded.add(chain.id());
        counts.put(chain.id(), found);
      }
    }
    return counts;
  }

  /** Chains that rules have just ceased to count may be too many for one turn; the rest waits. */
  private static Map<ResourceId, ChainCounts> direct(List<ChainPolicy> chains, Signals signals) {
    Map<ResourceId, DirectQueries> asked = new HashMap<>();
    Set<Query> queries = new LinkedHashSet<>();
    for (ChainPolicy chain : chains) {
      DirectQueries direct = new DirectQueries(chain.plan());
      List<Query> all = direct.all();
      if (queries.isEmpty() || queries.size() + all.size() <= MOST_DIRECT) {
        queries.addAll(all);
        asked.put(chain.id(), direct);
      }
    }
    Map<Query, Reading> answers = queries.isEmpty() ? Map.of() : signals.read(queries);
    Map<ResourceId, ChainCounts> counts = new HashMap<>();
    asked.forEach((id, direct) -> counts.put(id, direct.read(answers)));
    return counts;
  }

  private ChainEvaluation evaluation(ChainPolicy chain, ChainCounts counts, long nowMillis) {
    SLOChainStatus now = ChainReport.of(chain, counts, guarantee(chain), nowMillis);
    Told last = told.get(chain.id());
    SLOChainStatus before = last == null ? saved.apply(chain.id()) : last.status();
    boolean due =
        last == null
            || !last.chain().equals(chain)
            || ChainPace.isDue(last.status(), now, nowMillis - last.atMillis());
    return new ChainEvaluation(chain, now, due, news(before, now));
  }

  /** What the services give now: that of the mode that each is in, else the one declared. */
  private GuaranteeReport guarantee(ChainPolicy policy) {
    ChainPlan plan = policy.plan();
    List<@Nullable Guarantee> now = new ArrayList<>();
    for (int i = 0; i < plan.indicators().size(); i++) {
      ResourceId mode = policy.modeOf(i);
      Guarantee given = mode == null ? null : Figures.guarantee(modeGuarantees.apply(mode));
      now.add(given == null ? plan.chain().services().get(i).guarantee() : given);
    }
    return plan.chain().guarantee(now, plan.requiredGuarantee());
  }

  /** Takes note of what was written; what was not is due again, and its news are told again. */
  public void written(ChainEvaluation evaluation, long nowMillis) {
    told.put(evaluation.chain().id(), new Told(evaluation.chain(), evaluation.status(), nowMillis));
  }

  /** What has come true that people are to be told. */
  private static List<Problem> news(@Nullable SLOChainStatus before, SLOChainStatus now) {
    List<Problem> news = new ArrayList<>();
    for (Condition condition : now.conditions()) {
      boolean told =
          condition.getType().equals(ChainConditions.BUDGET)
              || condition.getType().equals(ChainConditions.GUARANTEE)
              || condition.getType().equals(ChainConditions.DATA);
      if (told && condition.getStatus().equals("False") && !isFalse(before, condition)) {
        news.add(new Problem(condition.getReason(), condition.getType(), condition.getMessage()));
      }
    }
    return news;
  }

  private static boolean isFalse(@Nullable SLOChainStatus before, Condition condition) {
    return before != null
        && before.conditions().stream()
            .anyMatch(
                old ->
                    old.getType().equals(condition.getType())
                        && old.getStatus().equals("False")
                        && old.getReason().equals(condition.getReason()));
  }
}
