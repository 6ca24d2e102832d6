package dev.homeostat.samples.checkout;

import java.util.Locale;

/** How the service answered a request. */
enum Outcome {
  SERVED,
  CACHED,
  REJECTED,
  FAILED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
