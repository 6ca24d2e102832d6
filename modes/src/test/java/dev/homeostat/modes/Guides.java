package dev.homeostat.modes;

import java.util.List;

/** Guidance of every kind, alone and beside what it goes before. */
final class Guides {

  static final Guidance PAUSED = paused(Guidance.NONE);
  static final Guidance HELD = held(Guidance.NONE);
  static final Guidance REGRESSED = regressed(HELD);
  static final Guidance DEGRADE = missing(Guidance.NONE, MissingData.DEGRADE);
  static final Guidance FREEZE = missing(Guidance.NONE, MissingData.FREEZE);
  static final Guidance FROZEN = frozen(Guidance.NONE);
  static final Guidance SCHEDULED_DEGRADED = scheduled(Guidance.NONE, Mode.DEGRADED);
  static final Guidance SCHEDULED_FLOOR = scheduled(Guidance.NONE, Mode.FLOOR);
  static final Guidance TO_TARGET = sent(Mode.TARGET, false);
  static final Guidance SKIPPING_GATES = sent(Mode.TARGET, true);
  static final Guidance TO_RECOVERY = sent(Mode.RECOVERY, false);
  static final Guidance TO_DEGRADED = sent(Mode.DEGRADED, false);
  static final Guidance TO_FLOOR = sent(Mode.FLOOR, false);

  /** That on which writes and gates bear. */
  static final List<Guidance> UPWARD =
      List.of(
          Guidance.NONE,
          gatesClosed(Guidance.NONE),
          TO_TARGET,
          gatesClosed(TO_TARGET),
          SKIPPING_GATES,
          gatesClosed(SKIPPING_GATES),
          TO_DEGRADED);

  /** That under which a move waits. */
  static final List<Guidance> WAITING =
      List.of(TO_TARGET, TO_DEGRADED, DEGRADE, SCHEDULED_DEGRADED, SCHEDULED_FLOOR);

  static final List<Guidance> ALL =
      List.of(
          gatesClosed(Guidance.NONE),
          PAUSED,
          paused(TO_TARGET),
          paused(TO_FLOOR),
          paused(DEGRADE),
          paused(SCHEDULED_FLOOR),
          TO_TARGET,
          gatesClosed(TO_TARGET),
          SKIPPING_GATES,
          gatesClosed(SKIPPING_GATES),
          TO_RECOVERY,
          TO_DEGRADED,
          TO_FLOOR,
          held(TO_TARGET),
          missing(TO_TARGET, MissingData.DEGRADE),
          missing(TO_TARGET, MissingData.FREEZE),
          frozen(TO_TARGET),
          scheduled(TO_TARGET, Mode.FLOOR),
          held(TO_DEGRADED),
          missing(TO_FLOOR, MissingData.FREEZE),
          HELD,
          REGRESSED,
          regressed(held(TO_TARGET)),
          held(DEGRADE),
          held(FROZEN),
          held(SCHEDULED_FLOOR),
          DEGRADE,
          frozen(DEGRADE),
          scheduled(DEGRADE, Mode.FLOOR),
          FREEZE,
          scheduled(FREEZE, Mode.DEGRADED),
          FROZEN,
          frozen(SCHEDULED_DEGRADED),
          frozen(SCHEDULED_FLOOR),
          SCHEDULED_DEGRADED,
          SCHEDULED_FLOOR);

  static Guidance paused(Guidance g) {
    return new Guidance(
        true,
        g.override(),
        g.held(),
        g.regressed(),
        g.missing(),
        g.frozen(),
        g.scheduled(),
        g.gatesOpen());
  }

  static Guidance held(Guidance g) {
    return new Guidance(
        g.paused(),
        g.override(),
        true,
        g.regressed(),
        g.missing(),
        g.frozen(),
        g.scheduled(),
        g.gatesOpen());
  }

  static Guidance regressed(Guidance g) {
    return new Guidance(
        g.paused(),
        g.override(),
        g.held(),
        true,
        g.missing(),
        g.frozen(),
        g.scheduled(),
        g.gatesOpen());
  }

  static Guidance missing(Guidance g, MissingData policy) {
    return new Guidance(
        g.paused(),
        g.override(),
        g.held(),
        g.regressed(),
        policy,
        g.frozen(),
        g.scheduled(),
        g.gatesOpen());
  }

  static Guidance frozen(Guidance g) {
    return new Guidance(
        g.paused(),
        g.override(),
        g.held(),
        g.regressed(),
        g.missing(),
        true,
        g.scheduled(),
        g.gatesOpen());
  }

  static Guidance scheduled(Guidance g, Mode mode) {
    return new Guidance(
        g.paused(),
        g.override(),
        g.held(),
        g.regressed(),
        g.missing(),
        g.frozen(),
        mode,
        g.gatesOpen());
  }

  static Guidance gatesClosed(Guidance g) {
    return new Guidance(
        g.paused(),
        g.override(),
        g.held(),
        g.regressed(),
        g.missing(),
        g.frozen(),
        g.scheduled(),
        false);
  }

  static Guidance sent(Mode mode, boolean skipGates) {
    return new Guidance(
        false,
        new Guidance.Destination(mode, skipGates),
        false,
        false,
        MissingData.HOLD,
        false,
        null,
        true);
  }

  private Guides() {}
}
