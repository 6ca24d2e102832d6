package dev.homeostat.pid.law;

import org.jspecify.annotations.Nullable;

/** What makes an input unfit for a law, each as the reason or null where it is fit. */
final class Refusals {

  /** A timestamp that is not newer is no input. */
  static @Nullable HoldReason ofTimestamp(long lastMillis, long atMillis) {
    if (lastMillis == PidState.NO_SAMPLE || atMillis > lastMillis) {
      return null;
    }
    return atMillis == lastMillis ? HoldReason.TIMESTAMP_REPEATED : HoldReason.TIMESTAMP_BACKWARDS;
  }

  /**
   * A round trip takes time: 0 is what a broken timer says, and would be the best time for ever.
   */
  static @Nullable HoldReason ofRoundTrip(double roundTrip) {
    if (!Double.isFinite(roundTrip)) {
      return HoldReason.MEASUREMENT_NOT_FINITE;
    }
    return roundTrip > 0 ? null : HoldReason.MEASUREMENT_NOT_POSITIVE;
  }

  /** Requests in flight are a count. */
  static @Nullable HoldReason ofInflight(double inflight) {
    return inflight >= 0 && inflight < Double.POSITIVE_INFINITY
        ? null
        : HoldReason.INFLIGHT_IMPLAUSIBLE;
  }

  /** A set point and a measurement. */
  static @Nullable HoldReason ofLoop(LawInput input) {
    if (!Double.isFinite(input.measurement())) {
      return HoldReason.MEASUREMENT_NOT_FINITE;
    }
    return Double.isFinite(input.setpoint()) ? null : HoldReason.SETPOINT_NOT_FINITE;
  }

  /** The value in force where it must be known. */
  static @Nullable HoldReason ofKnownApplied(double applied) {
    return Double.isFinite(applied) ? null : HoldReason.APPLIED_NOT_FINITE;
  }

  /** The value in force where it may be what was asked for. */
  static @Nullable HoldReason ofApplied(double applied) {
    return Double.isInfinite(applied) ? HoldReason.APPLIED_NOT_FINITE : null;
  }

  /** Why a law that reads latencies cannot use a sample; null where it can. */
  static @Nullable HoldReason ofLatency(long lastMillis, LawInput input) {
    return first(
        first(ofRoundTrip(input.measurement()), ofInflight(input.inflight())),
        first(ofApplied(input.applied()), ofTimestamp(lastMillis, input.atMillis())));
  }

  /** The first reason there is. */
  static @Nullable HoldReason first(@Nullable HoldReason one, @Nullable HoldReason other) {
    return one != null ? one : other;
  }

  /** The hold of a reason, with the value that was refused. */
  static <S> LawResult<S> hold(HoldReason reason, LawInput input) {
    double found =
        switch (reason) {
          case SETPOINT_NOT_FINITE, SETPOINT_OUT_OF_RANGE -> input.setpoint();
          case FEED_FORWARD_NOT_FINITE -> input.feedForward();
          case APPLIED_NOT_FINITE -> input.applied();
          case INFLIGHT_IMPLAUSIBLE -> input.inflight();
          case TIMESTAMP_REPEATED, TIMESTAMP_BACKWARDS -> input.atMillis();
          case MEASUREMENT_NOT_FINITE, MEASUREMENT_NOT_POSITIVE, OVERFLOW -> input.measurement();
        };
    return new LawResult.Hold<>(reason, found);
  }

  private Refusals() {}
}
