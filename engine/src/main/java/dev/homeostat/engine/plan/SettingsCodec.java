package dev.homeostat.engine.plan;

import dev.homeostat.crds.SettingsStatus;
import dev.homeostat.engine.policy.Canary;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.CanaryWatch;
import dev.homeostat.modes.ChangeWatch;
import dev.homeostat.modes.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what is remembered of settings into a status, and reads it back. */
final class SettingsCodec {

  static @Nullable SettingsStatus write(Settings settings) {
    ChangeWatch watch = settings.watch();
    Trial trial = settings.trial();
    Rollback rollback = settings.rollback();
    return settings.equals(Settings.NONE)
        ? null
        : new SettingsStatus(
            settings.history().stream().map(SettingsCodec::write).toList(),
            watch == null
                ? null
                : new SettingsStatus.Watch(
                    watch.before().stream().map(String::valueOf).toList(), watch.watchedMillis()),
            trial == null
                ? null
                : new SettingsStatus.Trial(
                    trial.revision(), trial.watch().bakedMillis(), write(trial.before())),
            rollback == null
                ? null
                : new SettingsStatus.Rollback(
                    rollback.revision(),
                    rollback.isAskedFor() ? rollback.override() : null,
                    rollback.why(),
                    rollback.heldMillis(),
                    write(rollback.values())));
  }

  private static SettingsStatus.Set write(SettingSet set) {
    return new SettingsStatus.Set(
        set.revision(),
        Instant.ofEpochMilli(set.atMillis()).toString(),
        set.mode().word(),
        write(set.values()));
  }

  private static List<SettingsStatus.Value> write(Map<String, String> values) {
    List<SettingsStatus.Value> written = new ArrayList<>(values.size());
    new TreeMap<>(values)
        .forEach((name, value) -> written.add(new SettingsStatus.Value(name, value)));
    return written;
  }

  /** What a status says; what it does not hold whole is left out. */
  static Settings read(@Nullable SettingsStatus status, Workload workload) {
    if (status == null) {
      return Settings.NONE;
    }
    List<SettingSet> history = new ArrayList<>();
    for (SettingsStatus.Set set : status.history()) {
      Mode mode = Mode.ofWord(set.mode());
      Long revision = set.revision();
      if (mode != null && revision != null) {
        history.add(
            new SettingSet(revision, StatusCodec.millis(set.at(), 0), mode, read(set.values())));
      }
    }
    return new Settings(
        history,
        watch(status.watch(), workload),
        trial(status.trial(), workload),
        rollback(status.rollback()));
  }

  private static @Nullable Trial trial(SettingsStatus.@Nullable Trial trial, Workload workload) {
    Canary canary = workload.changes().canary();
    Long revision = trial == null ? null : trial.revision();
    if (trial == null || revision == null || canary == null) {
      return null;
    }
    Long bakedMillis = trial.bakedMillis();
    return new Trial(
        revision,
        CanaryWatch.begun(canary.policy(), bakedMillis == null ? 0 : bakedMillis),
        read(trial.values()));
  }

  private static @Nullable ChangeWatch watch(
      SettingsStatus.@Nullable Watch watch, Workload workload) {
    int comparisons = workload.changes().rollback().comparisons().size();
    if (watch == null || comparisons == 0 || watch.before().size() != comparisons) {
      return null;
    }
    List<Double> before = new ArrayList<>(comparisons);
    for (String value : watch.before()) {
      before.add(number(value));
    }
    Long watchedMillis = watch.watchedMillis();
    return ChangeWatch.resumed(before, watchedMillis == null ? 0 : watchedMillis);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static @Nullable Rollback rollback(SettingsStatus.@Nullable Rollback rollback) {
    Long revision = rollback == null ? null : rollback.revision();
    if (rollback == null || revision == null) {
      return null;
    }
    Long heldMillis = rollback.heldMillis();
    return new Rollback(
        revision,
        Objects.requireNonNullElse(rollback.override(), ""),
        Objects.requireNonNullElse(rollback.why(), ""),
        heldMillis == null ? 0 : heldMillis,
        read(rollback.values()));
  }

  private static Map<String, String> read(List<SettingsStatus.Value> values) {
    Map<String, String> read = new HashMap<>();
    for (SettingsStatus.Value value : values) {
      if (value.name() != null && value.value() != null) {
        read.put(value.name(), value.value());
      }
    }
    return read;
  }

  private SettingsCodec() {}
}
