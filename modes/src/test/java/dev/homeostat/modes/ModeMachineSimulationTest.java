package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten thousand virtual hours against someone who sees the mode, chooses every signal and the clock,
 * and wants as many moves as there can be; once by signals alone, once with people and schedules on
 * his side.
 *
 * <p>The policy: dwells of 10 minutes, doubled up to an hour by a fall within 30 minutes of Target,
 * once less for each hour in Target.
 */
class ModeMachineSimulationTest {

  private static final long INTERVAL = 10_000;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final int EVALUATIONS = (int) (10_000 * HOUR / INTERVAL);
  private static final Stay STAY = new Stay(10 * MINUTE, 0, 0);
  private static final ModePolicy POLICY =
      new ModePolicy(
          List.of(
              Policies.degrading(List.of(above(0, 20_000))),
              Policies.flooring(false, above(1, 20_000)),
              Policies.flooring(true, above(2, 0))),
          STAY,
          STAY,
          Stay.NONE,
          new ModePolicy.Climb(List.of(10, 100), INTERVAL),
          new BackOff(30 * MINUTE, HOUR, HOUR),
          INTERVAL);
  private static final Guidance[] GUIDANCE = {
    Guides.TO_TARGET,
    Guides.SKIPPING_GATES,
    Guides.TO_RECOVERY,
    Guides.TO_DEGRADED,
    Guides.TO_FLOOR,
    Guides.SCHEDULED_DEGRADED,
    Guides.SCHEDULED_FLOOR,
    Guides.DEGRADE,
    Guides.FREEZE,
    Guides.HELD,
    Guides.FROZEN,
    Guides.PAUSED
  };

  /** What has been moved, from the moves alone; all times are counted time. */
  private static final class Ledger {
    private final Deque<Long> rises = new ArrayDeque<>();
    private Mode mode = Mode.TARGET;
    private long now;
    private long stayFrom;
    private long reachedTarget = -HOUR;
    private int n;
    private boolean overridden;
    private int moves;
    private int mostRisesInAnHour;

    void passed(long millis, boolean overriddenNow) {
      if (overridden && !overriddenNow) {
        fallOff();
        stayFrom = now + millis;
      }
      overridden = overriddenNow;
      now += millis;
    }

    void moved(Move move) {
      moves++;
      assertThat(move.from()).isEqualTo(mode);
      assertThat(mode.mayMoveTo(move.to())).isTrue();
      long stayed = now - stayFrom;
      if (move.to() == Mode.RECOVERY) {
        double wait = Math.min(60, 10 * Math.pow(2, n)) * MINUTE;
        assertThat(stayed)
            .isGreaterThanOrEqualTo(
                move.cause() == Move.Cause.OVERRIDDEN ? 10 * MINUTE : (long) wait);
        rises.add(now);
        while (rises.getFirst() < now - HOUR) {
          rises.removeFirst();
        }
        mostRisesInAnHour = Math.max(mostRisesInAnHour, rises.size());
      } else if (move.to() == Mode.TARGET) {
        reachedTarget = now;
      } else {
        fallen(move, stayed);
      }
      mode = move.to();
      stayFrom = now;
    }

    private void fallen(Move move, long stayed) {
      boolean bound = mode == Mode.DEGRADED && move.cause() != Move.Cause.EMERGENCY;
      if (bound && move.cause() != Move.Cause.OVERRIDDEN) {
        assertThat(stayed).isGreaterThanOrEqualTo(10 * MINUTE);
      }
      fallOff();
      boolean soon = mode == Mode.TARGET && now - reachedTarget <= 30 * MINUTE;
      boolean planned =
          move.cause() == Move.Cause.SCHEDULED || move.cause() == Move.Cause.OVERRIDDEN;
      n += !planned && (soon || mode == Mode.RECOVERY) ? 1 : 0;
    }

    private void fallOff() {
      n = mode == Mode.TARGET ? (int) Math.max(0, n - (now - stayFrom) / HOUR) : n;
    }
  }

  /**
   * By signals alone there are at most two ways up in an hour. Of three, two would follow a fall:
   * if both count they wait 20 and 40 minutes, and a fall takes time too; one that does not count
   * has spent more than 30 in Target, and the dwells of 10 and 20 and a climb take the rest.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void step_adversaryForTenThousandHours_neverMovesBeforeTheBackOff(long seed) {
    Ledger ledger = play(seed, false);

    report(seed, "signals alone", ledger);
    assertThat(ledger.mostRisesInAnHour).isEqualTo(2);
    assertThat(ledger.moves).isGreaterThan(10_000);
  }

  /** An override waits for the dwell alone: seven ways up in an hour, six dwells between them. */
  @Test
  void step_adversaryWithPeopleForTenThousandHours_neverMovesBeforeTheDwell() {
    long seed = 3;
    Ledger ledger = play(seed, true);

    report(seed, "with people and schedules", ledger);
    assertThat(ledger.mostRisesInAnHour).isBetween(3, 7);
    assertThat(ledger.moves).isGreaterThan(10_000);
  }

  private static void report(long seed, String kind, Ledger ledger) {
    System.out.println(
        "adversary, "
            + kind
            + ", seed "
            + seed
            + ": "
            + ledger.moves
            + " moves in 10,000 h, at most "
            + ledger.mostRisesInAnHour
            + " ways up in an hour");
  }

  private static Ledger play(long seed, boolean people) {
    SplittableRandom random = new SplittableRandom(seed);
    Ledger ledger = new Ledger();
    ModeState state = ModeState.entered(POLICY, Mode.TARGET, 0);
    long now = 0;
    long stamp = 0;
    int plan = 0;
    Guidance guidance = Guidance.NONE;
    for (int i = 0; i < EVALUATIONS; i++) {
      if (i % 64 == 0) {
        plan = random.nextInt(8);
        guidance =
            people && random.nextInt(3) > 0
                ? GUIDANCE[random.nextInt(GUIDANCE.length)]
                : Guidance.NONE;
      }
      long elapsed = random.nextInt(50) == 0 ? random.nextLong(-HOUR, HOUR) : INTERVAL;
      now += elapsed;
      stamp += INTERVAL;
      ModeInputs inputs =
          new ModeInputs(
              now, elapsed, signals(state.mode(), plan, random, stamp), true, true, guidance);
      ModeStep step = ModeMachine.step(POLICY, state, inputs);
      ledger.passed(Math.min(Math.max(elapsed, 0), 2 * INTERVAL), guidance.override() != null);
      if (step.move() != null) {
        ledger.moved(step.move());
      }
      assertThat(step.state().mode() == ledger.mode).isTrue();
      state = step.state();
    }
    return ledger;
  }

  /** Well where that leads up, and ill where that leads down, by one clause or another. */
  private static List<Sample> signals(Mode mode, int plan, SplittableRandom random, long stamp) {
    boolean up = mode == Mode.DEGRADED || mode == Mode.FLOOR;
    boolean climbs = mode == Mode.RECOVERY && plan % 2 == 0;
    boolean lingers = mode == Mode.TARGET && plan > 5;
    int ill = up && plan == 5 ? 2 : up || climbs || lingers ? -1 : plan % 3;
    boolean hole = random.nextInt(200) == 0;
    return List.of(
        hole ? Sample.MISSING : sample(ill == 0, stamp),
        sample(ill == 1, stamp),
        sample(ill == 2, stamp));
  }

  private static Sample sample(boolean ill, long stamp) {
    return new Sample(ill ? 11 : 4, stamp, HOUR);
  }

  private static Condition above(int signal, long forMillis) {
    return new Condition(signal, Condition.NONE, Condition.Side.ABOVE, 10, 5, forMillis, 0);
  }
}
