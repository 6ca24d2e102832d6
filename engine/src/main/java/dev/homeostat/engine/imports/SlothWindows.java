package dev.homeostat.engine.imports;

import dev.homeostat.crds.SLOChainSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The period of Sloth's SLOs and the alerts of each severity.
 *
 * @param place where they are declared; null where they are Sloth's own
 */
record SlothWindows(
    @Nullable Source place,
    String period,
    List<SLOChainSpec.Alert> page,
    List<SLOChainSpec.Alert> ticket) {

  private static final SlothWindows STANDARD =
      new SlothWindows(
          null,
          "30d",
          List.of(alert("page", "1h", "5m", "0.02"), alert("page", "6h", "30m", "0.05")),
          List.of(alert("ticket", "1d", "2h", "0.1"), alert("ticket", "3d", "6h", "0.1")));

  private static SLOChainSpec.Alert alert(
      String severity, String longWindow, String shortWindow, String budgetShare) {
    return new SLOChainSpec.Alert(severity, longWindow, shortWindow, budgetShare);
  }

  /** The windows that are declared in some documents, or Sloth's own for 30 days. */
  static SlothWindows among(List<Source> documents, ImportNotes notes) {
    SlothWindows found = STANDARD;
    for (Source document : documents) {
      if ("AlertWindows".equals(document.field("kind").text())
          && "sloth.slok.dev/v1".equals(document.field("apiVersion").text())) {
        SlothWindows declared = declared(document, notes);
        if (found.place() != null) {
          notes.refuse(document, "a second set of windows; import the SLOs of each on their own");
        } else if (declared != null) {
          found = declared;
        }
      }
    }
    return found;
  }

  private static @Nullable SlothWindows declared(Source document, ImportNotes notes) {
    Source spec = document.field("spec");
    Source period = spec.field("sloPeriod");
    notes.leaveOutOthers(document, "apiVersion", "kind", "metadata", "spec");
    notes.leaveOutOthers(spec, "sloPeriod", "page", "ticket");
    int before = notes.refused().size();
    String periodText = Spans.period(period, period.text(), notes);
    List<SLOChainSpec.Alert> page = alerts("page", spec.field("page"), notes);
    List<SLOChainSpec.Alert> ticket = alerts("ticket", spec.field("ticket"), notes);
    return notes.refused().size() > before
        ? null
        : new SlothWindows(document, periodText, page, ticket);
  }

  private static List<SLOChainSpec.Alert> alerts(
      String severity, Source windows, ImportNotes notes) {
    List<SLOChainSpec.Alert> alerts = new ArrayList<>();
    notes.leaveOutOthers(windows, "quick", "slow");
    for (String speed : List.of("quick", "slow")) {
      Source one = windows.field(speed);
      notes.leaveOutOthers(one, "errorBudgetPercent", "shortWindow", "longWindow");
      Source percent = one.field("errorBudgetPercent");
      BigDecimal share = Spans.decimal(percent.text());
      if (share == null || share.signum() <= 0) {
        notes.refuse(percent, "expected a part of the budget in per cent, found " + percent.text());
        continue;
      }
      alerts.add(
          alert(
              severity,
              Spans.period(one.field("longWindow"), one.field("longWindow").text(), notes),
              Spans.period(one.field("shortWindow"), one.field("shortWindow").text(), notes),
              share.movePointLeft(2).stripTrailingZeros().toPlainString()));
    }
    return alerts;
  }
}
