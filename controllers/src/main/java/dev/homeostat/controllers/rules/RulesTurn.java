package dev.homeostat.controllers.rules;

import dev.homeostat.controllers.prometheus.RuleQuestions;
import dev.homeostat.controllers.prometheus.RuleQuestions.Reply;
import dev.homeostat.crds.RuleObject;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.rules.ChainPlanCompilation;
import dev.homeostat.engine.rules.ChainPlanCompiler;
import dev.homeostat.engine.rules.ClusterRules;
import dev.homeostat.engine.rules.LoadedGroup;
import dev.homeostat.engine.rules.RuleSelection;
import dev.homeostat.engine.rules.RulesStanding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One look at the rules of all chains: each source is asked once what it has loaded, and a bounded
 * number of chains is checked or written, so that a turn costs the same however many there are.
 */
final class RulesTurn {

  private static final String REFUSED = "ExpressionRefused";
  private static final int MOST_WRITES = 50;
  private static final int MOST_CHECKS = 50;
  private static final int MOST_LOOKS = 20;

  private final RulesActuator actuator;
  private final RuleQuestions questions;
  private final RuleForm form;
  private final long turn;
  private final Map<String, Reply<Map<String, List<LoadedGroup>>>> loaded = new HashMap<>();
  private final Map<String, Map<String, String>> namespaceLabels = new HashMap<>();
  private @Nullable List<RuleSelection> selections;
  private int writesLeft = MOST_WRITES;
  private int checksLeft = MOST_CHECKS;
  private int looksLeft = MOST_LOOKS;

  /**
   * Begins a turn.
   *
   * @param form that the cluster takes
   * @param turn its number
   */
  RulesTurn(RulesActuator actuator, RuleQuestions questions, RuleForm form, long turn) {
    this.actuator = actuator;
    this.questions = questions;
    this.form = form;
    this.turn = turn;
  }

  /** What is remembered of a chain that is new, has changed, or whose period has ended. */
  static ChainRuleState begin(DeclaredChain chain, long nowMillis) {
    RuleObject object = chain.spec().rules();
    Map<String, String> labels = object == null ? Map.of() : object.labels();
    return ChainPlanCompiler.compile(chain.metadata(), chain.spec())
            instanceof ChainPlanCompilation.Compiled compiled
        ? new ChainRuleState(
            chain,
            ClusterRules.of(compiled.plan(), labels, nowMillis),
            compiled.plan().budget().endMillis(nowMillis))
        : new ChainRuleState(chain, null, Long.MAX_VALUE);
  }

  /** How the rules of a chain stand; null where this turn has no time left to see. */
  @Nullable RulesStanding look(DeclaredChain chain, ChainRuleState state) {
    ClusterRules rules = state.rules();
    if (rules == null) {
      return new RulesStanding(
          false,
          "InvalidSpec",
          "its rules cannot be made; the condition Stalled says what to mend");
    }
    Problem tooLarge = rules.tooLarge();
    if (tooLarge != null) {
      return RulesStanding.hindered(tooLarge);
    }
    if (!state.checked && checksLeft-- <= 0) {
      return null;
    }
    Problem refused = state.checked ? null : refused(chain.spec());
    if (refused != null) {
      return RulesStanding.hindered(refused);
    }
    state.checked = true;
    lookAfter(chain, rules, state);
    if (state.written != form) {
      if (writesLeft-- <= 0) {
        return null;
      }
      Problem problem = actuator.put(form, rules, chain.uid());
      if (problem != null) {
        return RulesStanding.hindered(problem);
      }
      state.written = form;
      state.seenTurn = turn;
    }
    return proof(chain, rules);
  }

  /** Forgets what was written where the object has been changed or deleted since. */
  private void lookAfter(DeclaredChain chain, ClusterRules rules, ChainRuleState state) {
    if (state.written == form && state.seenTurn < turn - 1 && looksLeft-- > 0) {
      if (actuator.holds(form, rules, chain.uid())) {
        state.seenTurn = turn;
      } else {
        state.written = null;
      }
    }
  }

  /** What of a chain its source takes for no PromQL: all together, and one by one if it must. */
  private @Nullable Problem refused(SLOChainSpec spec) {
    String source = Objects.requireNonNullElse(spec.source(), "");
    Map<String, String> selectors = new LinkedHashMap<>();
    for (int i = 0; i < spec.services().size(); i++) {
      SLOChainSpec.Service service = spec.services().get(i);
      selectors.put("spec.services[" + i + "].errors", String.valueOf(service.errors()));
      selectors.put("spec.services[" + i + "].total", String.valueOf(service.total()));
    }
    String all =
        selectors.values().stream()
            .map(selector -> "count(" + selector + "\n)")
            .collect(Collectors.joining(" or "));
    Problem problem = refused(source, "spec.services", all);
    if (problem == null || !problem.reason().equals(REFUSED)) {
      return problem;
    }
    for (Map.Entry<String, String> selector : selectors.entrySet()) {
      Problem one = refused(source, selector.getKey(), selector.getValue());
      if (one != null) {
        return one;
      }
    }
    return problem;
  }

  private @Nullable Problem refused(String source, String place, String expression) {
    Reply<String> reply = questions.refusal(source, expression);
    if (reply instanceof Reply.Unknown<String> unknown) {
      return unknown.problem();
    }
    String why = ((Reply.Said<String>) reply).value();
    return why.isEmpty()
        ? null
        : new Problem(
            REFUSED,
            place,
            "expected a selector that SignalSource %s can parse, found that it refuses %s: %s; mend it: until then the rules stay as they were"
                .formatted(source, expression, why));
  }

  private RulesStanding proof(DeclaredChain chain, ClusterRules rules) {
    String source = Objects.requireNonNullElse(chain.spec().source(), "");
    Reply<Map<String, List<LoadedGroup>>> reply = loaded.computeIfAbsent(source, questions::loaded);
    if (reply instanceof Reply.Unknown<Map<String, List<LoadedGroup>>> unknown) {
      return RulesStanding.hindered(unknown.problem());
    }
    return RulesStanding.of(
        rules,
        new RulesStanding.Evidence(
            "SignalSource " + source,
            RulesActuator.object(form, rules),
            RuleDocument.labels(rules),
            ((Reply.Said<Map<String, List<LoadedGroup>>>) reply).value(),
            form == RuleForm.PROMETHEUS_RULE ? selections() : null,
            form == RuleForm.PROMETHEUS_RULE
                ? namespaceLabels.computeIfAbsent(rules.namespace(), actuator::namespaceLabels)
                : Map.of()));
  }

  private List<RuleSelection> selections() {
    List<RuleSelection> known = selections;
    if (known == null) {
      known = actuator.selections();
      selections = known;
    }
    return known;
  }
}
