package dev.homeostat.engine.policy;

import dev.homeostat.crds.AlertSignal;
import dev.homeostat.crds.BurnRateSignal;
import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.crds.PromqlSignal;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.crds.SharedSignal;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.policy.SignalPolicy.ChainBurnRate;
import dev.homeostat.engine.policy.SignalPolicy.Measure;
import dev.homeostat.engine.policy.SignalPolicy.MemberBurnRate;
import dev.homeostat.engine.policy.SignalPolicy.Service;
import dev.homeostat.engine.policy.SignalPolicy.SingleValue;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.Indicator;
import dev.homeostat.engine.rules.Series;
import dev.homeostat.modes.MissingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks and decodes the signals of an OperatingMode, with the chains and sources they name. */
final class SignalCompiler {

  private static final List<String> MISSING = List.of("Hold", "Degrade", "Freeze");
  private static final String BURN_RATE = "BurnRate";
  private static final List<String> MEASURES = List.of(BURN_RATE, ForecastCompiler.MEASURE);
  private static final String DEFAULT_WINDOW = "1h";
  private static final String DEFAULT_STALE_AFTER = "1m";
  private static final String ALERT_STALE_AFTER = "5m";
  private static final int MOST_SIGNALS = 16;

  private final SpecReader reader;
  private final PolicySet set;
  private final String namespace;
  private final SourceReference sources;

  SignalCompiler(SpecReader reader, PolicySet set, String namespace) {
    this.reader = reader;
    this.set = set;
    this.namespace = namespace;
    this.sources = new SourceReference(reader, set, namespace);
  }

  List<SignalPolicy> compile(List<OperatingModeSpec.Signal> signals) {
    if (signals.isEmpty()) {
      reader.invalid("spec.signals", "required: at least one signal");
    }
    reader.atMost("spec.signals", signals, MOST_SIGNALS);
    reader.unique(
        "spec.signals", signals.stream().map(s -> s.name() == null ? "" : s.name()).toList());
    List<SignalPolicy> compiled = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      SignalPolicy signal = signal("spec.signals[" + i + "]", signals.get(i));
      if (signal != null) {
        compiled.add(signal);
      }
    }
    return compiled;
  }

  /** One signal; null where it cannot be used. */
  @Nullable SignalPolicy signal(String path, OperatingModeSpec.Signal signal) {
    String name = reader.required(path + ".name", signal.name());
    MissingData missing =
        switch (reader.oneOf(path + ".missing", signal.missing(), MISSING, "Hold")) {
          case "Degrade" -> MissingData.DEGRADE;
          case "Freeze" -> MissingData.FREEZE;
          default -> MissingData.HOLD;
        };
    BurnRateSignal chain = signal.sloChain();
    PromqlSignal promql = signal.promql();
    int given =
        (chain != null ? 1 : 0)
            + (promql != null ? 1 : 0)
            + (signal.shared() != null ? 1 : 0)
            + (signal.alert() != null ? 1 : 0);
    if (given != 1) {
      reader.invalid(
          path,
          "expected exactly one of sloChain, promql, shared and alert, found "
              + given
              + " of them");
      return null;
    }
    if (chain != null) {
      return burnRate(path + ".sloChain", name, chain, missing);
    }
    if (promql != null) {
      return expression(path + ".promql", name, promql, missing);
    }
    if (signal.alert() != null) {
      return alert(path + ".alert", name, signal.alert(), missing);
    }
    return shared(path + ".shared", name, Objects.requireNonNull(signal.shared()), missing);
  }

  private @Nullable SignalPolicy burnRate(
      String path, String name, BurnRateSignal signal, MissingData missing) {
    String chainName = reader.required(path + ".name", signal.name());
    long windowMillis = reader.duration(path + ".window", signal.window(), DEFAULT_WINDOW);
    Optional<Resource<SLOChainSpec>> chain = set.find(SLOChainSpec.class, namespace, chainName);
    if (chain.isEmpty()) {
      if (!chainName.isEmpty()) {
        reader.problem(
            "UnknownChain",
            path + ".name",
            "there is no SLOChain "
                + namespace
                + "/"
                + chainName
                + "; declare it, or name one that there is");
      }
      return null;
    }
    ChainPolicy policy = ChainPolicy.compile(new SpecReader(), chain.get());
    if (policy == null || set.holdsTwice(chain.get().id())) {
      reader.problem(
          "InvalidChain",
          path + ".name",
          chain.get().id() + " cannot be used; mend what it says of itself first");
      return null;
    }
    SignalSourceSpec source = sources.forOwn(path, policy.plan().source());
    Measure burn = measure(path, policy.plan(), signal.member(), windowMillis);
    boolean forecast =
        reader
            .oneOf(path + ".measure", signal.measure(), MEASURES, BURN_RATE)
            .equals(ForecastCompiler.MEASURE);
    if (forecast && policy.plan().budget().isCalendar()) {
      reader.problem(
          "CalendarForecast",
          path + ".measure",
          "expected BurnRate, since %s has calendar periods, of which a forecast would end with the period; found %s"
              .formatted(policy.plan().title(), ForecastCompiler.MEASURE));
      return null;
    }
    Measure measure =
        burn == null || !forecast
            ? burn
            : ForecastCompiler.of(policy.plan(), signal.member(), burn);
    return source == null || measure == null
        ? null
        : new SignalPolicy(name, measure, staleAfter(source), settle(source), missing);
  }

  /** The burn rate of the chain, or of the one service that is meant. */
  private @Nullable Measure measure(
      String path, ChainPlan plan, @Nullable String member, long windowMillis) {
    List<Service> services = new ArrayList<>();
    for (int i = 0; i < plan.indicators().size(); i++) {
      Indicator indicator = plan.indicators().get(i);
      services.add(
          new Service(
              plan.chain().services().get(i).name(),
              new Query.Increase(plan.source(), indicator.errors().toString(), windowMillis),
              new Query.Increase(plan.source(), indicator.total().toString(), windowMillis)));
    }
    if (member != null && plan.chain().indexOf(member) < 0) {
      unknownMember(path, plan, member);
      return null;
    }
    if (plan.budget().countsSlices()) {
      return recorded(path, plan, member, windowMillis);
    }
    if (member == null) {
      return new ChainBurnRate(plan.name(), plan.chain(), plan.minEvents(), services);
    }
    int index = plan.chain().indexOf(member);
    double objective = plan.chain().services().get(index).objective();
    return new MemberBurnRate(plan.name(), objective, plan.minEvents(), services.get(index));
  }

  private void unknownMember(String path, ChainPlan plan, String member) {
    reader.problem(
        "UnknownMember",
        path + ".member",
        "%s has no service %s that is part of it; it has %s"
            .formatted(
                plan.title(),
                member,
                plan.chain().services().stream()
                    .map(service -> service.name())
                    .collect(Collectors.joining(", "))));
  }

  /** Only recording rules count slices, in the windows of the chain. */
  private @Nullable Measure recorded(
      String path, ChainPlan plan, @Nullable String member, long windowMillis) {
    if (!plan.windows().contains(windowMillis) || windowMillis == plan.periodMillis()) {
      reader.problem(
          "UnknownWindow",
          path + ".window",
          "%s counts slices, which its rules do in the windows %s; found %s"
              .formatted(
                  plan.title(),
                  plan.windows().stream()
                      .filter(window -> window != plan.periodMillis())
                      .map(DurationText::format)
                      .collect(Collectors.joining(", ")),
                  DurationText.format(windowMillis)));
      return null;
    }
    return new SingleValue(
        new Query.Instant(
            plan.source(), Series.of(plan).burnRate(member, plan.windowName(windowMillis))));
  }

  private @Nullable SignalPolicy expression(
      String path, String name, PromqlSignal signal, MissingData missing) {
    String sourceName = reader.required(path + ".source", signal.source());
    String query = reader.required(path + ".query", signal.query());
    SignalSourceSpec source =
        sourceName.isEmpty() ? null : sources.forOwn(path + ".source", sourceName);
    if (source == null || query.isEmpty()) {
      return null;
    }
    if (!Boolean.TRUE.equals(source.allowPromql())) {
      reader.problem(
          "PromqlNotAllowed",
          path,
          "SignalSource "
              + sourceName
              + " does not allow expressions of a resource's own; its administrator sets"
              + " allowPromql: true");
      return null;
    }
    return new SignalPolicy(
        name,
        new SingleValue(new Query.Instant(sourceName, query)),
        staleAfter(source),
        settle(source),
        missing);
  }

  private @Nullable SignalPolicy shared(
      String path, String name, SharedSignal signal, MissingData missing) {
    String sourceName = reader.required(path + ".source", signal.source());
    SignalSourceSpec source =
        sourceName.isEmpty() ? null : sources.forShared(path + ".source", sourceName);
    if (source == null) {
      return null;
    }
    Query.Shared query =
        new SharedSignalCompiler(reader, namespace).compile(path, signal, sourceName, source);
    return query == null
        ? null
        : new SignalPolicy(
            name, new SingleValue(query), staleAfter(source), settle(source), missing);
  }

  private @Nullable SignalPolicy alert(
      String path, String name, AlertSignal signal, MissingData missing) {
    int before = reader.problems().size();
    String alert = reader.required(path + ".name", signal.name());
    long staleAfterMillis =
        reader.duration(path + ".staleAfter", signal.staleAfter(), ALERT_STALE_AFTER);
    SortedMap<String, String> labels = new TreeMap<>(signal.labels());
    String stated = labels.put("namespace", namespace);
    if (stated != null && !stated.equals(namespace)) {
      reader.invalid(
          path + ".labels.namespace",
          "expected "
              + namespace
              + ", the namespace of this resource, found "
              + stated
              + "; remove it");
    }
    return reader.problems().size() > before
        ? null
        : new SignalPolicy(
            name,
            new SingleValue(new Query.Alert(alert, labels, staleAfterMillis)),
            staleAfterMillis,
            2 * staleAfterMillis,
            missing);
  }

  /** How long nothing rises after an outage of a source. */
  private static long settle(SignalSourceSpec source) {
    return source.settle() == null
        ? 2 * staleAfter(source)
        : new SpecReader().duration("spec.settle", source.settle(), "");
  }

  private static long staleAfter(SignalSourceSpec source) {
    return new SpecReader().duration("spec.staleAfter", source.staleAfter(), DEFAULT_STALE_AFTER);
  }
}
