package dev.homeostat.engine.policy;

import static dev.homeostat.engine.policy.LoopLawCompiler.guarded;
import static dev.homeostat.engine.policy.LoopLawCompiler.orElse;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.LoopCapacity;
import dev.homeostat.crds.LoopLaws;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.pid.capacity.Headroom;
import dev.homeostat.pid.capacity.Scalability;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks what a ControlLoop reads, and numbers its signals among those of its workload's loops. */
final class LoopInputsCompiler {

  private static final double HYSTERESIS = 0.05;
  private static final String CLEAR_AFTER = "1m";

  private final SpecReader reader;
  private final SignalCompiler signals;
  private final List<SignalPolicy> read;

  LoopInputsCompiler(SpecReader reader, PolicySet set, ResourceId loop, List<SignalPolicy> read) {
    this.reader = reader;
    this.signals = new SignalCompiler(reader, set, loop.namespace());
    this.read = read;
  }

  LoopPolicy.@Nullable LoopInputs compile(ControlLoopSpec spec) {
    boolean limit = spec.aimd() != null || spec.gradient() != null || spec.vegas() != null;
    int signal = required("spec.signal", spec.signal());
    int inflight =
        limit
            ? required("spec.inflight", spec.inflight())
            : spec.capacity() != null
                ? optional("spec.inflight", spec.inflight())
                : unread("spec.inflight", spec.inflight(), "aimd, gradient, vegas and capacity");
    int drops =
        limit
            ? optional("spec.drops", spec.drops())
            : unread("spec.drops", spec.drops(), "aimd, gradient and vegas");
    LoopLaws.FeedForward forward = spec.feedForward();
    int feedForward = LoopPolicy.NONE;
    double gain = 0;
    double base = 0;
    if (forward != null) {
      feedForward = required("spec.feedForward.signal", forward.signal());
      gain = finite("spec.feedForward.gain", forward.gain());
      base = forward.base() == null ? 0 : finite("spec.feedForward.base", forward.base());
      if (spec.pid() == null) {
        reader.invalid("spec.feedForward", "only pid adds one; remove it");
      }
    }
    return new LoopPolicy.LoopInputs(
        signal,
        inflight,
        drops,
        feedForward,
        gain,
        base,
        setpoint(spec),
        capacity(spec, inflight, signal));
  }

  /** The load is what is in flight; of a loop that reads that as its signal, the signal. */
  private LoopPolicy.@Nullable Capacity capacity(ControlLoopSpec spec, int inflight, int signal) {
    LoopCapacity declared = spec.capacity();
    if (declared == null) {
      return null;
    }
    boolean costs = declared.contention() != null || declared.coherency() != null;
    if ((declared.peakLoad() != null) == costs) {
      reader.invalid(
          "spec.capacity", "expected peakLoad, or else contention and coherency; declare one");
      return null;
    }
    long clearMillis =
        reader.duration("spec.capacity.clearAfter", declared.clearAfter(), CLEAR_AFTER);
    Headroom.Settings settings =
        guarded(
            reader,
            "spec.capacity",
            () ->
                new Headroom.Settings(
                    declared.peakLoad() != null
                        ? declared.peakLoad()
                        : new Scalability(
                                1,
                                orElse(declared.contention(), Double.NaN),
                                orElse(declared.coherency(), Double.NaN))
                            .peakConcurrency(),
                    orElse(declared.hysteresis(), HYSTERESIS),
                    clearMillis));
    return settings == null
        ? null
        : new LoopPolicy.Capacity(inflight == LoopPolicy.NONE ? signal : inflight, settings);
  }

  private double setpoint(ControlLoopSpec spec) {
    boolean needed = spec.pid() != null || spec.onOff() != null;
    if (!needed) {
      if (spec.setpoint() != null) {
        reader.invalid("spec.setpoint", "only pid and onOff have one; remove it");
      }
      return 0;
    }
    double setpoint = finite("spec.setpoint", spec.setpoint());
    LoopLaws.Range range = spec.setpointRange();
    if (range != null) {
      double min = finite("spec.setpointRange.min", range.min());
      double max = finite("spec.setpointRange.max", range.max());
      if (min >= max) {
        reader.invalid("spec.setpointRange", "expected min to be less than max");
      } else if (setpoint < min || setpoint > max) {
        reader.invalid(
            "spec.setpoint",
            "expected a value within setpointRange, %s to %s, which the process can reach; found %s"
                .formatted(range.min(), range.max(), spec.setpoint()));
      }
    }
    return setpoint;
  }

  private double finite(String path, @Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      reader.invalid(path, "required: a finite number, found " + value);
      return 0;
    }
    return value;
  }

  private int unread(String path, OperatingModeSpec.@Nullable Signal signal, String readers) {
    if (signal != null) {
      reader.invalid(path, "only %s read it; remove it".formatted(readers));
    }
    return LoopPolicy.NONE;
  }

  private int optional(String path, OperatingModeSpec.@Nullable Signal signal) {
    return signal == null ? LoopPolicy.NONE : required(path, signal);
  }

  /** The index of a signal. */
  int required(String path, OperatingModeSpec.@Nullable Signal signal) {
    if (signal == null) {
      reader.invalid(path, "required: a signal");
      return LoopPolicy.NONE;
    }
    if (!Objects.requireNonNullElse(signal.missing(), "Hold").equals("Hold")) {
      reader.invalid(path + ".missing", "a loop always holds without data; remove it, or say Hold");
    }
    SignalPolicy compiled = signals.signal(path, signal);
    if (compiled == null) {
      return LoopPolicy.NONE;
    }
    read.add(compiled);
    return read.size() - 1;
  }
}
