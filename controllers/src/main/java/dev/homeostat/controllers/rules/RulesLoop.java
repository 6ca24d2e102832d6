package dev.homeostat.controllers.rules;

import dev.homeostat.controllers.prometheus.RuleQuestions;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.TimeSource;
import dev.homeostat.engine.rules.RulesStanding;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rules of all chains in the cluster, and says whether they are loaded, on a thread of
 * its own: a source that is slow to list its rules delays no decision.
 */
public final class RulesLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RulesLoop.class);

  /** How often while something has changed within the last minute. */
  private static final long QUICK_NANOS = Duration.ofSeconds(3).toNanos();

  private static final long SLOW_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long UNREST_NANOS = Duration.ofSeconds(60).toNanos();

  private final RulesActuator actuator;
  private final RuleQuestions questions;
  private final Supplier<List<DeclaredChain>> declared;
  private final Listener listener;
  private final LongSupplier nanos;
  private final TimeSource time;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "homeostat-rules");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<ResourceId, ChainRuleState> states = new HashMap<>();
  private final Map<ResourceId, RulesStanding> told = new HashMap<>();
  private @Nullable RuleForm form;
  private long turn;
  private long lastNanos;
  private long unrestNanos;

  /** Who tells people how the rules of a chain stand. */
  public interface Listener {

    /**
     * The rules of a chain stand otherwise than before.
     *
     * @return whether it was told; else it is told again
     */
    boolean stand(ResourceId chain, RulesStanding standing);
  }

  /**
   * What time it is.
   *
   * @param nanos monotonic time, which turns go by
   * @param time of day, which calendar periods go by
   */
  public record Clocks(LongSupplier nanos, TimeSource time) {}

  /**
   * A loop that makes a turn at a tick where one is due.
   *
   * @param declared the chains whose rules are wanted now
   * @param clocks what time it is
   */
  public RulesLoop(
      RulesActuator actuator,
      RuleQuestions questions,
      Supplier<List<DeclaredChain>> declared,
      Listener listener,
      Clocks clocks) {
    this.actuator = actuator;
    this.questions = questions;
    this.declared = declared;
    this.listener = listener;
    this.nanos = clocks.nanos();
    this.time = clocks.time();
    this.lastNanos = nanos.getAsLong() - SLOW_NANOS;
    this.unrestNanos = nanos.getAsLong();
  }

  /** Begins with nothing remembered: another leader may have written meanwhile. */
  public void lead() {
    executor.execute(
        () -> {
          states.clear();
          told.clear();
        });
  }

  /** Makes a turn if one is due and the one before has ended. */
  public void tick() {
    if (busy.compareAndSet(false, true)) {
      executor.execute(this::turnIfDue);
    }
  }

  private void turnIfDue() {
    try {
      long now = nanos.getAsLong();
      List<DeclaredChain> chains = declared.get();
      if (chains.stream().anyMatch(this::isNew)) {
        unrestNanos = now;
      }
      long every = now - unrestNanos < UNREST_NANOS ? QUICK_NANOS : SLOW_NANOS;
      if (now - lastNanos >= every) {
        lastNanos = now;
        turn(chains);
      }
    } catch (RuntimeException e) {
      LOG.error(
          "a look at the rules failed, which no input should cause; the next comes in time", e);
    } finally {
      busy.set(false);
    }
  }

  private boolean isNew(DeclaredChain chain) {
    ChainRuleState state = states.get(id(chain));
    return state == null || !state.isOf(chain, time.nowMillis());
  }

  private void turn(List<DeclaredChain> chains) {
    RuleForm seen = actuator.form();
    form = seen == null ? form : seen;
    RuleForm now = form;
    if (now == null) {
      return;
    }
    RulesTurn look = new RulesTurn(actuator, questions, now, turn++);
    Set<ResourceId> present = new HashSet<>();
    for (DeclaredChain chain : chains) {
      ResourceId id = id(chain);
      present.add(id);
      if (isNew(chain)) {
        states.put(id, RulesTurn.begin(chain, time.nowMillis()));
      }
      RulesStanding standing = look.look(chain, Objects.requireNonNull(states.get(id)));
      if (standing != null && !standing.equals(told.get(id))) {
        unrestNanos = nanos.getAsLong();
        if (listener.stand(id, standing)) {
          told.put(id, standing);
        }
      }
    }
    states.keySet().retainAll(present);
    told.keySet().retainAll(present);
  }

  private static ResourceId id(DeclaredChain chain) {
    return new ResourceId(
        "SLOChain",
        Objects.requireNonNullElse(chain.metadata().namespace(), ""),
        Objects.requireNonNullElse(chain.metadata().name(), ""));
  }

  /** Makes no more turns; one that runs finds the write gate closed. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
