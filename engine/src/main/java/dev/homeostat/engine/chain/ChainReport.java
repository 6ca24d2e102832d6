package dev.homeostat.engine.chain;

import dev.homeostat.crds.ChainEconomicsStatus;
import dev.homeostat.crds.SLOChainStatus;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.rules.ChainBudget;
import dev.homeostat.engine.rules.ChainExplanation;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.Economics;
import dev.homeostat.engine.rules.Figures;
import dev.homeostat.slo.budget.BudgetPeriod;
import dev.homeostat.slo.budget.Exhaustion;
import dev.homeostat.slo.chain.GuaranteeReport;
import dev.homeostat.slo.chain.Metastability;
import dev.homeostat.slo.cost.GuaranteeCost;
import dev.homeostat.slo.cost.GuaranteeOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of a chain: what was counted as figures that a person reads. */
final class ChainReport {

  private final ChainPolicy policy;
  private final ChainPlan plan;
  private final ChainCounts counts;
  private final ChainFigures figures;
  private final GuaranteeReport guarantee;
  private final long nowMillis;

  private ChainReport(
      ChainPolicy policy, ChainCounts counts, GuaranteeReport guarantee, long nowMillis) {
    this.policy = policy;
    this.plan = policy.plan();
    this.counts = counts;
    this.figures = new ChainFigures(policy.plan(), counts, nowMillis);
    this.guarantee = guarantee;
    this.nowMillis = nowMillis;
  }

  /** The status that follows of a policy and of what was counted; the same always of the same. */
  static SLOChainStatus of(
      ChainPolicy policy, ChainCounts counts, GuaranteeReport guarantee, long nowMillis) {
    return new ChainReport(policy, counts, guarantee, nowMillis).status();
  }

  private SLOChainStatus status() {
    ChainConditions conditions = new ChainConditions(policy, counts, figures, guarantee, nowMillis);
    Exhaustion exhaustion = figures.exhaustion();
    boolean calendar = plan.budget().isCalendar();
    BudgetPeriod period = plan.budget().at(nowMillis);
    return new SLOChainStatus(
        null,
        ratio(figures.actual()),
        figures.actual() == null ? null : ChainConditions.span(spanMillis()),
        calendar ? ChainBudget.instant(period.startMillis(nowMillis)) : null,
        calendar ? ChainBudget.instant(period.endMillis(nowMillis)) : null,
        budget(figures.budgetLeft()),
        exhaustion instanceof Exhaustion.After after
            ? ChainConditions.span(after.afterMillis())
            : null,
        burn(ChainFigures.measured(figures.lastHour().burnRate())),
        burnRates(),
        plan.chain().services().get(figures.lastHour().weakest().service()).name(),
        Figures.word(guarantee.guarantee()),
        guarantee.weakenedBy().stream().map(i -> plan.chain().services().get(i).name()).toList(),
        members(conditions),
        declared(),
        economics(plan.economics()),
        conditions.all());
  }

  private long spanMillis() {
    return Math.min(counts.heldMillis(), figures.coveredMillis());
  }

  private List<SLOChainStatus.WindowBurn> burnRates() {
    List<SLOChainStatus.WindowBurn> burnRates = new ArrayList<>();
    figures
        .windows()
        .forEach(
            (window, found) -> {
              String value = burn(ChainFigures.measured(found.burnRate()));
              if (value != null) {
                burnRates.add(new SLOChainStatus.WindowBurn(plan.windowName(window), value));
              }
            });
    return burnRates;
  }

  private List<SLOChainStatus.Member> members(ChainConditions conditions) {
    List<Double> shares = figures.spentShares();
    List<SLOChainStatus.Member> members = new ArrayList<>();
    for (int i = 0; i < plan.chain().services().size(); i++) {
      members.add(
          new SLOChainStatus.Member(
              plan.chain().services().get(i).name(),
              ratio(figures.actual(i)),
              burn(ChainFigures.measured(figures.lastHour().serviceBurnRate(i))),
              shares == null ? null : Figures.decimal(shares.get(i), 2),
              conditions.lack(i),
              conditions.notes(i)));
    }
    return members;
  }

  private SLOChainStatus.Declaration declared() {
    ChainExplanation explained = ChainExplanation.of(plan, nowMillis);
    Metastability metastability = plan.chain().metastability();
    return new SLOChainStatus.Declaration(
        Figures.number(explained.availability()),
        explained.reachable(),
        Figures.decimal(explained.requiredPerService(), 6),
        explained.guarantee(),
        explained.weakenedBy(),
        explained.latencyBudget(),
        metastability == null ? null : Figures.decimal(metastability.vulnerableAbovePerSecond(), 2),
        metastability == null ? null : plan.chain().services().get(metastability.service()).name());
  }

  private static @Nullable ChainEconomicsStatus economics(@Nullable Economics economics) {
    if (economics == null) {
      return null;
    }
    double requests = economics.requestsPerDay();
    List<ChainEconomicsStatus.Cost> costs = new ArrayList<>();
    for (GuaranteeOption option : economics.options()) {
      GuaranteeCost cost = economics.model().of(option, requests);
      costs.add(
          new ChainEconomicsStatus.Cost(
              Figures.word(option.guarantee()),
              Figures.decimal(cost.wrongness(), 2),
              Figures.decimal(cost.coordination(), 2),
              Figures.decimal(cost.total(), 2)));
    }
    GuaranteeCost cheapest = economics.model().cheapest(economics.options(), requests);
    List<ChainEconomicsStatus.ModeCost> modes = new ArrayList<>();
    economics
        .hours()
        .forEach(
            (mode, hour) ->
                modes.add(new ChainEconomicsStatus.ModeCost(mode, Figures.decimal(hour, 2))));
    return new ChainEconomicsStatus(
        economics.currency(), Figures.word(cheapest.guarantee()), costs, modes);
  }

  /** A success ratio with as many digits as tell it from the objective. */
  private @Nullable String ratio(@Nullable Double ratio) {
    return ratio == null ? null : Figures.decimal(ratio, 6);
  }

  private static @Nullable String budget(@Nullable Double left) {
    return left == null ? null : Figures.decimal(Math.max(-999, left), 3);
  }

  private static @Nullable String burn(@Nullable Double burn) {
    return burn == null ? null : Figures.decimal(burn, burn < 1 ? 3 : 2);
  }
}
