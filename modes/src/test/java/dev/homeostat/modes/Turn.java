package dev.homeostat.modes;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One class of what an evaluation may meet, for a world whose interval is one millisecond: two
 * signals, their stamps, the clock, the writes and the guidance.
 */
record Turn(Level first, Level second, Stamp stamp, Clock clock, Writes writes, Guidance guidance) {

  /** The stamp of the newest sample before the turn. */
  static final long NEWEST_MILLIS = 1_000_000;

  private static final long STALE_AFTER_MILLIS = 100;

  /** What a signal says. */
  enum Level {
    MISSING(Double.NaN),
    WELL(4),
    BAND(7),
    ILL(11),
    GRAVE(21);

    private final double value;

    Level(double value) {
      this.value = value;
    }
  }

  /** Where the source's clock went. */
  enum Stamp {
    FRESH(1),
    REPEATED(0),
    LEAP(1_000),
    SETBACK(-1_000);

    final long byMillis;

    Stamp(long byMillis) {
      this.byMillis = byMillis;
    }
  }

  /** Where the machine's own clock went, and how many intervals of it count. */
  enum Clock {
    REGULAR(1, 1),
    BACKWARDS(-1_000, 0),
    LATE(1_000, 2);

    final long byMillis;
    final int counted;

    Clock(long byMillis, int counted) {
      this.byMillis = byMillis;
      this.counted = counted;
    }
  }

  /** What became of the writes before. */
  enum Writes {
    CONFIRMED,
    UNCONFIRMED,
    FAILED
  }

  static final Turn CALM =
      new Turn(Level.WELL, Level.WELL, Stamp.FRESH, Clock.REGULAR, Writes.CONFIRMED, Guidance.NONE);

  /** Whether no signal misses. */
  boolean complete() {
    return first != Level.MISSING && second != Level.MISSING;
  }

  ModeInputs inputs() {
    return new ModeInputs(
        clock.byMillis,
        clock.byMillis,
        List.of(sample(first), sample(second)),
        writes != Writes.FAILED,
        writes == Writes.CONFIRMED,
        guidance);
  }

  private Sample sample(Level level) {
    return level == Level.MISSING
        ? Sample.MISSING
        : new Sample(level.value, NEWEST_MILLIS + stamp.byMillis, STALE_AFTER_MILLIS);
  }

  /**
   * Every class: all signals with every stamp; and the signals that ask for something with every
   * guidance, and under the guidance on which they bear with every clock and fate of the writes.
   */
  static List<Turn> all() {
    List<Turn> turns = new ArrayList<>();
    for (Turn signals : signals(EnumSet.of(Level.MISSING, Level.WELL, Level.BAND, Level.ILL))) {
      turns.add(signals);
      turns.add(signals.with(Stamp.REPEATED, Clock.REGULAR, Writes.CONFIRMED, Guidance.NONE));
      turns.add(signals.with(Stamp.LEAP, Clock.REGULAR, Writes.CONFIRMED, Guidance.NONE));
      // A gap while the source's clock is set back is the business of ConditionTimerTest.
      if (signals.complete()) {
        turns.add(signals.with(Stamp.SETBACK, Clock.REGULAR, Writes.CONFIRMED, Guidance.NONE));
      }
    }
    for (Turn signals : signals(EnumSet.of(Level.MISSING, Level.WELL, Level.ILL))) {
      for (Guidance guidance : Guides.ALL) {
        turns.add(signals.with(Stamp.FRESH, Clock.REGULAR, Writes.CONFIRMED, guidance));
      }
      for (Guidance guidance : Guides.UPWARD) {
        turns.add(signals.with(Stamp.FRESH, Clock.REGULAR, Writes.UNCONFIRMED, guidance));
        turns.add(signals.with(Stamp.FRESH, Clock.REGULAR, Writes.FAILED, guidance));
      }
      for (Clock clock : EnumSet.of(Clock.BACKWARDS, Clock.LATE)) {
        turns.add(signals.with(Stamp.FRESH, clock, Writes.CONFIRMED, Guidance.NONE));
        turns.add(signals.with(Stamp.FRESH, clock, Writes.CONFIRMED, Guides.TO_TARGET));
      }
    }
    return turns;
  }

  /** The turns on which waits bear, and so what a restart may have shortened. */
  static List<Turn> ofWaits() {
    List<Turn> turns = new ArrayList<>();
    for (Turn signals : signals(EnumSet.of(Level.MISSING, Level.WELL, Level.ILL))) {
      turns.add(signals);
      turns.add(signals.with(Stamp.REPEATED, Clock.REGULAR, Writes.CONFIRMED, Guidance.NONE));
      turns.add(signals.with(Stamp.FRESH, Clock.LATE, Writes.CONFIRMED, Guidance.NONE));
      for (Guidance guidance : Guides.WAITING) {
        turns.add(signals.with(Stamp.FRESH, Clock.REGULAR, Writes.CONFIRMED, guidance));
      }
    }
    return turns;
  }

  /** With fewer levels of the first, those of the second that ask for something. */
  private static List<Turn> signals(Set<Level> firsts) {
    Set<Level> seconds =
        firsts.contains(Level.BAND)
            ? EnumSet.allOf(Level.class)
            : EnumSet.of(Level.WELL, Level.ILL, Level.GRAVE);
    List<Turn> signals = new ArrayList<>();
    for (Level first : firsts) {
      for (Level second : seconds) {
        signals.add(
            new Turn(first, second, Stamp.FRESH, Clock.REGULAR, Writes.CONFIRMED, Guidance.NONE));
      }
    }
    return signals;
  }

  private Turn with(Stamp stampNow, Clock clockNow, Writes writesNow, Guidance guidanceNow) {
    return new Turn(first, second, stampNow, clockNow, writesNow, guidanceNow);
  }
}
