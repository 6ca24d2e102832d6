package dev.homeostat.cli;

import dev.homeostat.engine.tuning.Proposal;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A proposal as a table. */
final class TunedText {

  private static final String ROW = "%s %-15s %-4s %10s %9s %9s %8s %8s %6s  %s%n";

  static String of(String origin, Proposal proposal, String manifest) {
    Proposal.Model model = proposal.model();
    String process =
        """
        %s: %d samples of the signal, %d changes of the knob

        gain        %s
        lag         %s s
        dead time   %s s, %s s more or less
        explained   %.1f %%
        interval    %s s of the loop; half of it, and the longest dead time, are in the gains

        """
            .formatted(
                origin,
                proposal.samples(),
                proposal.changes(),
                number(model.gain()),
                number(model.lagSeconds()),
                number(model.deadTimeSeconds()),
                number(model.deadTimeUncertaintySeconds()),
                100 * model.explainedRatio(),
                number(proposal.intervalSeconds()));
    String head =
        ROW.formatted(
            "  ", "rule", "", "gain", "Ti s", "Td s", "margin", "degrees", "Ms", "margins");
    return process
        + head
        + proposal.rules().stream()
            .map(gains -> row(gains, gains.equals(proposal.recommended())))
            .collect(Collectors.joining())
        + System.lineSeparator()
        + "# A loop to begin with; lint it beside its OperatingMode."
        + System.lineSeparator()
        + manifest;
  }

  private static String row(Proposal.Gains gains, boolean recommended) {
    return ROW.formatted(
        recommended ? "->" : "  ",
        gains.rule(),
        gains.actions(),
        number(gains.proportionalGain()),
        number(gains.integralSeconds()),
        number(gains.derivativeSeconds()),
        number(gains.gainMargin()),
        number(gains.phaseMarginDegrees()),
        number(gains.maximumSensitivity()),
        gains.verdict().toLowerCase(Locale.ROOT));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4g", value);
  }

  private TunedText() {}
}
