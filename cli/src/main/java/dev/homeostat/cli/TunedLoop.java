package dev.homeostat.cli;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.tuning.LoopManifest;
import dev.homeostat.engine.tuning.Proposal;
import dev.homeostat.engine.tuning.Recorded;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ControlLoop the gains are for: one of a policy file, or a new one. */
final class TunedLoop {

  private static final String NEW = "tuned";

  @Option(
      names = {"-f", "--policy"},
      paramLabel = "FILE",
      description = "Policy with the ControlLoop that is tuned; what it says is kept.")
  private @Nullable Path policy;

  @Option(
      names = "--loop",
      paramLabel = "NAME",
      description = "Name of the ControlLoop; needed with -f where the file has several.")
  private @Nullable String name;

  @Option(
      names = "--drives",
      paramLabel = "MODE/KNOB",
      defaultValue = "my-workload/my-knob",
      description = "Without -f: the OperatingMode and its knob. Default ${DEFAULT-VALUE}.")
  private String drives = "";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Without -f: the loop's namespace. Default ${DEFAULT-VALUE}.")
  private String namespace = "";

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "main",
      description = "Without -f: the SignalSource. Default ${DEFAULT-VALUE}.")
  private String source = "";

  @Option(
      names = "--setpoint",
      paramLabel = "NUMBER",
      description = "Without -f: where the signal shall be kept. Default its last value.")
  private @Nullable Double setpoint;

  private @Nullable ManifestFile read;

  /** Refuses what does not go together. */
  void check(boolean needsPolicy) {
    if (needsPolicy && policy == null) {
      throw new IllegalArgumentException(
          "--scenario needs -f FILE, a policy with the ControlLoop that is tuned; simulate"
              + " --print-policy prints one to add it to");
    }
    if (drives.indexOf('/') < 1 || drives.indexOf('/') != drives.lastIndexOf('/')) {
      throw new IllegalArgumentException(
          "--drives expects an OperatingMode and a knob such as checkout/admission-limit, found '"
              + drives
              + "'");
    }
    if (setpoint != null && !Double.isFinite(setpoint)) {
      throw new IllegalArgumentException("--setpoint expects a finite number, found " + setpoint);
    }
  }

  /** The file, read once; null without one. */
  @Nullable ManifestFile file() {
    if (read == null && policy != null) {
      read = ManifestReader.read(policy);
    }
    return read;
  }

  /** The loop that is written in the file; a file without exactly one that fits is refused. */
  Manifest<ControlLoopSpec> written() {
    List<Manifest<ControlLoopSpec>> all = Objects.requireNonNull(file()).of(ControlLoopSpec.class);
    List<Manifest<ControlLoopSpec>> fitting =
        all.stream().filter(one -> name == null || name.equals(one.metadata().name())).toList();
    if (fitting.size() != 1) {
      throw new IllegalArgumentException(
          "expected one ControlLoop in %s, found %s; %s"
              .formatted(
                  policy,
                  all.isEmpty()
                      ? "none"
                      : all.stream()
                          .map(one -> String.valueOf(one.metadata().name()))
                          .collect(Collectors.joining(", ")),
                  all.isEmpty() ? "write one into it" : "name one of them with --loop"));
    }
    return fitting.get(0);
  }

  /** The interval that the file declares, of the loop or of its OperatingMode. */
  OptionalDouble intervalSeconds() {
    ManifestFile file = file();
    if (file == null || !file.problems().isEmpty()) {
      return OptionalDouble.empty();
    }
    Manifest<ControlLoopSpec> written = written();
    String interval = written.spec().interval();
    if (interval == null && written.spec().drives() != null) {
      String mode = written.spec().drives().operatingMode();
      interval =
          file.of(OperatingModeSpec.class).stream()
              .filter(one -> Objects.equals(one.metadata().name(), mode))
              .map(one -> one.spec().interval())
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
    }
    return interval == null || DurationText.parseMillis(interval).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(DurationText.parseMillis(interval).getAsLong() / 1_000.0);
  }

  /**
   * A record whose gains are for this loop.
   *
   * @param query PromQL of the signal; null where it is not known
   */
  Tuned present(String origin, Recorded recorded, @Nullable String query) {
    ManifestFile file = file();
    if (file != null) {
      if (!file.problems().isEmpty()) {
        return new Tuned.Absent(file.problems().stream().map(Object::toString).toList());
      }
      Manifest<ControlLoopSpec> written = written();
      return new Tuned.Present(
          origin,
          recorded,
          proposal ->
              LoopManifest.of(
                  proposal,
                  String.valueOf(written.metadata().name()),
                  String.valueOf(written.metadata().namespace()),
                  written.spec()));
    }
    return new Tuned.Present(origin, recorded, proposal -> fresh(proposal, recorded, query));
  }

  private String fresh(Proposal proposal, Recorded recorded, @Nullable String query) {
    List<Recorded.Point> measured = recorded.measured();
    DoubleSummaryStatistics values =
        measured.stream().mapToDouble(Recorded.Point::value).summaryStatistics();
    String[] parts = drives.split("/", -1);
    return LoopManifest.of(
        proposal,
        new LoopManifest.Names(
            name == null ? NEW : name,
            namespace,
            source,
            query == null ? "my_signal" : query,
            setpoint == null ? measured.get(measured.size() - 1).value() : setpoint,
            values.getMax() - values.getMin(),
            parts[0],
            parts[1]));
  }
}
