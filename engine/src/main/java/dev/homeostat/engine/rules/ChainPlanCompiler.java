package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.Metadata;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.slo.Guarantee;
import dev.homeostat.slo.alert.AlertCompilation;
import dev.homeostat.slo.alert.AlertPlan;
import dev.homeostat.slo.alert.AlertPolicy;
import dev.homeostat.slo.alert.AlertUnreachable;
import dev.homeostat.slo.chain.Chain;
import dev.homeostat.slo.chain.ChainCompilation;
import dev.homeostat.slo.chain.ChainDeclaration;
import dev.homeostat.slo.chain.RetryLoad;
import dev.homeostat.slo.chain.Service;
import dev.homeostat.slo.chain.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks a declared SLOChain whole and makes a plan of it, or says all that is wrong. */
public final class ChainPlanCompiler {

  private static final long SECOND_MILLIS = 1_000;
  private static final int MOST_SERVICES = 64;
  private static final int MOST_ALERTS = 8;
  private static final long DEFAULT_MIN_EVENTS = 20;

  private final SLOChainSpec spec;
  private final ChainSpecReader reader = new ChainSpecReader();
  private final List<Problem> remarks = new ArrayList<>();

  private ChainPlanCompiler(SLOChainSpec spec) {
    this.spec = spec;
  }

  /** Compiles one resource. */
  public static ChainPlanCompilation compile(Metadata metadata, SLOChainSpec spec) {
    return new ChainPlanCompiler(spec).compile(metadata);
  }

  private ChainPlanCompilation compile(Metadata metadata) {
    if (spec.source() == null || spec.source().isBlank()) {
      reader.invalid("spec.source", "required, and missing");
    }
    double objective = reader.ratio("spec.objective", spec.objective());
    ChainBudget budget = BudgetReader.read(reader, spec);
    Long latencyMillis =
        spec.latency() == null ? null : reader.durationMillis("spec.latency", spec.latency(), 1);
    Guarantee required = reader.guarantee("spec.requiredGuarantee", spec.requiredGuarantee());
    long minEvents = spec.minEvents() == null ? DEFAULT_MIN_EVENTS : spec.minEvents();
    if (minEvents < 1) {
      reader.invalid("spec.minEvents", "expected 1 or more, found " + minEvents);
    }
    reader.atMost("spec.services", spec.services(), MOST_SERVICES);
    reader.atMost("spec.alerts", spec.alerts(), MOST_ALERTS);
    List<Service> services = services();
    List<Indicator> indicators = indicators();
    AlertTexts texts = AlertAnnotations.read(reader, metadata);
    Economics economics = EconomicsReader.read(reader, spec.economics());
    String root = Objects.requireNonNullElse(spec.root(), "");
    List<Stage> stages = reader.stages(spec.stages());
    Chain chain = chain(new ChainDeclaration(objective, root, services, stages));
    if (chain == null || !reader.problems().isEmpty()) {
      return new ChainPlanCompilation.Refused(reader.problems());
    }
    AlertPlan alerts = alerts(policy(objective, budget), "");
    List<AlertPlan> serviceAlerts = new ArrayList<>();
    for (Service service : chain.services()) {
      serviceAlerts.add(alerts(policy(service.objective(), budget), " of " + service.name()));
    }
    shorterThanThePeriod(alerts, budget);
    if (!reader.problems().isEmpty()) {
      return new ChainPlanCompilation.Refused(reader.problems());
    }
    ChainPlan plan =
        new ChainPlan(
            Objects.requireNonNullElse(metadata.namespace(), "default"),
            Objects.requireNonNullElse(metadata.name(), ""),
            Objects.requireNonNullElse(spec.source(), ""),
            chain,
            root,
            inside(root, stages),
            used(chain, indicators),
            budget,
            minEvents,
            latencyMillis,
            required,
            alerts,
            serviceAlerts,
            texts,
            economics);
    return new ChainPlanCompilation.Compiled(plan, remarks);
  }

  private List<Service> services() {
    List<Service> services = new ArrayList<>();
    for (int i = 0; i < spec.services().size(); i++) {
      SLOChainSpec.Service service = spec.services().get(i);
      String path = "spec.services[" + i + "]";
      Double latencyMillis =
          service.latencyBudget() == null
              ? null
              : (double) reader.durationMillis(path + ".latencyBudget", service.latencyBudget(), 1);
      services.add(
          new Service(
              reader.name(path + ".name", service.name()),
              reader.ratio(path + ".objective", service.objective()),
              latencyMillis,
              reader.guarantee(path + ".guarantee", service.guarantee()),
              retryLoad(path + ".retryLoad", service.retryLoad())));
    }
    return services;
  }

  private @Nullable RetryLoad retryLoad(String path, SLOChainSpec.@Nullable RetryLoad load) {
    if (load == null) {
      return null;
    }
    return new RetryLoad(
        reader.atLeastOne(path + ".attempts", load.attempts()),
        reader.atLeastOne(path + ".capacityPerSecond", load.capacityPerSecond()));
  }

  private List<Indicator> indicators() {
    List<Indicator> indicators = new ArrayList<>();
    for (int i = 0; i < spec.services().size(); i++) {
      SLOChainSpec.Service service = spec.services().get(i);
      String path = "spec.services[" + i + "]";
      indicators.add(
          new Indicator(
              reader.selector(path + ".errors", service.errors()),
              reader.selector(path + ".total", service.total()),
              service.operatingMode()));
    }
    return indicators;
  }

  private @Nullable Chain chain(ChainDeclaration declaration) {
    ChainCompilation compiled = declaration.compile();
    if (compiled instanceof ChainCompilation.Compiled good) {
      good.outside()
          .forEach(
              problem ->
                  remarks.add(
                      new Problem("Outside", "spec." + problem.place(), problem.message())));
      return good.chain();
    }
    ((ChainCompilation.Refused) compiled)
        .problems()
        .forEach(problem -> reader.invalidUnlessTold(problem.place(), problem.message()));
    return null;
  }

  private static AlertPolicy policy(double objective, ChainBudget budget) {
    long stepMillis = Math.max(SECOND_MILLIS, budget.method().sliceMillis());
    return new AlertPolicy(objective, budget.nominalMillis(), stepMillis);
  }

  /** A window as long as a calendar period usually is would be taken for the period so far. */
  private void shorterThanThePeriod(AlertPlan alerts, ChainBudget budget) {
    boolean asLong =
        Stream.of(
                alerts.rules().stream(), alerts.unreachable().stream().map(AlertUnreachable::rule))
            .flatMap(rules -> rules)
            .anyMatch(rule -> rule.longMillis() == budget.nominalMillis());
    if (budget.isCalendar() && asLong) {
      reader.invalid(
          "spec.alerts",
          "expected windows shorter than the calendar period, found "
              + DurationText.format(budget.nominalMillis()));
    }
  }

  /** The alerts of one objective; those that can never fire are remarked on. */
  private AlertPlan alerts(AlertPolicy policy, String whose) {
    AlertCompilation compiled =
        spec.alerts().isEmpty() ? policy.standard() : policy.declared(reader.alerts(spec.alerts()));
    if (compiled instanceof AlertCompilation.Refused refused) {
      refused
          .problems()
          .forEach(
              problem ->
                  reader.invalidUnlessTold(
                      spec.alerts().isEmpty() ? "period" : problem.place(), problem.message()));
      return new AlertPlan(List.of(), List.of());
    }
    AlertPlan plan = ((AlertCompilation.Compiled) compiled).plan();
    plan.unreachable().forEach(alert -> remarks.add(unreachable(alert, whose)));
    return plan;
  }

  private static Problem unreachable(AlertUnreachable alert, String whose) {
    return new Problem(
        "AlertUnreachable",
        "spec.alerts",
        "the %s%s above %s on %s and %s is left out: it would need an error ratio of %s, and none is above 1; declare a smaller budgetShare, or a higher objective than %s"
            .formatted(
                ChainSpecReader.word(alert.rule().severity()),
                whose,
                Figures.number(alert.rule().factor()),
                DurationText.format(alert.rule().longMillis()),
                DurationText.format(alert.rule().shortMillis()),
                Figures.number(alert.rule().errorRatio(alert.objective())),
                Figures.number(alert.objective())));
  }

  private List<Indicator> used(Chain chain, List<Indicator> indicators) {
    List<Indicator> used = new ArrayList<>();
    for (int i = 0; i < spec.services().size(); i++) {
      if (chain.indexOf(Objects.requireNonNullElse(spec.services().get(i).name(), "")) >= 0) {
        used.add(indicators.get(i));
      }
    }
    return used;
  }

  /** The stages below a root, each after its members. */
  private static List<Stage> inside(String root, List<Stage> stages) {
    List<String> names = new ArrayList<>(List.of(root));
    List<Stage> inside = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (Stage stage : stages) {
        if (stage.name().equals(names.get(i))) {
          inside.add(0, stage);
          names.addAll(stage.members());
        }
      }
    }
    return inside;
  }
}
