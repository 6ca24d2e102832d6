package dev.homeostat.controllers;

import dev.homeostat.controllers.rules.RulesLoop;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.engine.rules.RulesStanding;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people whether the rules of an SLOChain are loaded: the condition, an Event, the log. */
final class RulesReporter implements RulesLoop.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(RulesReporter.class);

  /** Reasons that pass by themselves, and are no Event. */
  private static final Set<String> PASSING = Set.of("NotEvaluated", "OldRules", "NotLeader");

  private final Declarations declarations;
  private final StatusActuator statuses;
  private final EventActuator events;

  RulesReporter(Declarations declarations, StatusActuator statuses, EventActuator events) {
    this.declarations = declarations;
    this.statuses = statuses;
    this.events = events;
  }

  @Override
  public boolean stand(ResourceId chain, RulesStanding standing) {
    WriteResult result =
        statuses.beside(
            chain,
            new ConditionBuilder()
                .withType("RulesLoaded")
                .withStatus(standing.loaded() ? "True" : "False")
                .withReason(standing.reason())
                .withMessage(standing.message())
                .build());
    if (result instanceof WriteResult.Failed failed) {
      LOG.info("{}: {}: {}", chain, failed.reason(), failed.message());
      return false;
    }
    LOG.info("{}: rules: {}: {}", chain, standing.reason(), standing.message());
    if (!PASSING.contains(standing.reason())) {
      declarations
          .find(chain)
          .ifPresent(
              raw ->
                  events.say(
                      new EventActuator.Subject(chain, raw.getMetadata().getUid()),
                      new EventActuator.Note(
                          !standing.loaded(),
                          standing.loaded() ? "RulesLoaded" : standing.reason(),
                          "LoadRules",
                          standing.message())));
    }
    return true;
  }
}
