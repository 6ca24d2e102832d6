package dev.homeostat.slo.alert;

/**
 * The low-traffic policy: how many events the long window must hold before an alert may fire. At
 * ten requests an hour one failure is a burn rate of 100; this says whether that pages, makes a
 * ticket or does nothing.
 *
 * @param pageMinEvents for a page
 * @param ticketMinEvents for a ticket
 */
public record AlertGuard(double pageMinEvents, double ticketMinEvents) {

  public AlertGuard {
    if (!(pageMinEvents >= 1 && Double.isFinite(pageMinEvents))
        || !(ticketMinEvents >= 1 && Double.isFinite(ticketMinEvents))) {
      throw new IllegalArgumentException(
          "an alert needs 1 event or more: " + pageMinEvents + " and " + ticketMinEvents);
    }
  }

  double minEvents(Severity severity) {
    return severity == Severity.PAGE ? pageMinEvents : ticketMinEvents;
  }
}
