package dev.homeostat.engine.tuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.DurationText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/** A ControlLoop with the gains that are recommended, as text that can be applied. */
public final class LoopManifest {

  private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);

  private static final double MATTERS = 0.1;

  /** Fields of {@code pid} that say gains, or the form in which they are said. */
  private static final List<String> GAINS =
      List.of(
          "form",
          "action",
          "proportionalGain",
          "integralTime",
          "derivativeTime",
          "integralGain",
          "derivativeGain",
          "filter",
          "gains");

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  /**
   * What a loop is about that has not been written yet.
   *
   * @param name of the ControlLoop
   * @param namespace of it and of what it drives
   * @param source SignalSource of its signal
   * @param query PromQL of its signal
   * @param setpoint where the signal shall be kept
   * @param span how far the signal went in the record; a tenth of it is an error that matters where
   *     the setpoint, being 0, is no measure of that
   * @param operatingMode that declares the knob
   * @param knob that it drives
   */
  public record Names(
      String name,
      String namespace,
      String source,
      String query,
      double setpoint,
      double span,
      String operatingMode,
      String knob) {}

  /** A loop that is new; it observes until it is told to enforce. */
  public static String of(Proposal proposal, Names names) {
    ObjectNode spec = YAML.createObjectNode();
    spec.put("interval", duration(proposal.intervalSeconds()));
    spec.putObject("signal")
        .put("name", "measured")
        .putObject("promql")
        .put("source", names.source())
        .put("query", names.query());
    spec.put("setpoint", rounded(names.setpoint()));
    spec.putObject("drives").put("operatingMode", names.operatingMode()).put("knob", names.knob());
    if (names.setpoint() == 0) {
      spec.putObject("supervision").put("amplitude", rounded(MATTERS * names.span()));
    }
    return text(proposal, names.name(), names.namespace(), spec);
  }

  /** A loop that was written before, with other gains; those of single modes are left out. */
  public static String of(
      Proposal proposal, String name, String namespace, ControlLoopSpec written) {
    return text(proposal, name, namespace, YAML.valueToTree(written));
  }

  private static String text(Proposal proposal, String name, String namespace, ObjectNode spec) {
    ObjectNode pid = spec.withObject("/pid");
    pid.remove(GAINS);
    Proposal.Gains gains = proposal.recommended();
    pid.put("action", proposal.action());
    pid.put("proportionalGain", rounded(Objects.requireNonNull(gains.proportionalGain())));
    pid.put("integralTime", duration(Objects.requireNonNull(gains.integralSeconds())));
    double derivativeSeconds = Objects.requireNonNull(gains.derivativeSeconds());
    if (derivativeSeconds > 0) {
      pid.put("derivativeTime", duration(derivativeSeconds));
    }
    ObjectNode tuning = spec.putObject("tuning").put("method", "Manual");
    tuning
        .putObject("model")
        .put("gain", rounded(proposal.model().gain()))
        .put("lag", duration(proposal.model().lagSeconds()))
        .put("deadTime", duration(proposal.model().longestDeadTimeSeconds()));
    ObjectNode manifest = YAML.createObjectNode();
    manifest.put("apiVersion", "homeostat.dev/v1alpha1").put("kind", "ControlLoop");
    manifest.putObject("metadata").put("name", name).put("namespace", namespace);
    manifest.set("spec", spec);
    try {
      return YAML.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain numbers and text", e);
    }
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }

  private static String duration(double seconds) {
    return DurationText.format(Math.max(1, Math.round(seconds * 1_000)));
  }

  private LoopManifest() {}
}
