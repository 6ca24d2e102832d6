package dev.homeostat.samples.load;

import dev.homeostat.samples.MetricsText;

/** What the clients have experienced so far, warm-up included: the service level as they see it. */
final class ClientCounters {
  private long requests;
  private long requestSuccesses;
  private int requestsInFlight;
  private long attempts;
  private long attemptErrors;

  synchronized void requestStarted() {
    requests++;
    requestsInFlight++;
  }

  /** Counts an attempt whole, once its outcome is known, so that errors never exceed the total. */
  synchronized void attemptEnded(boolean succeeded) {
    attempts++;
    if (!succeeded) {
      attemptErrors++;
    }
  }

  synchronized void requestEnded(boolean succeeded) {
    requestsInFlight--;
    if (succeeded) {
      requestSuccesses++;
    }
  }

  synchronized String metrics() {
    return new MetricsText()
        .counter("client_attempts_total", "Attempts whose outcome is known.", attempts)
        .counter(
            "client_attempt_errors_total",
            "Attempts that were not answered 200 in time.",
            attemptErrors)
        .counter("client_requests_total", "Requests that have arrived.", requests)
        .counter(
            "client_request_successes_total",
            "Requests of which an attempt succeeded.",
            requestSuccesses)
        .gauge("client_requests_in_flight", "Requests still without an end.", requestsInFlight)
        .text();
  }
}
