package dev.homeostat.samples.checkout;

import java.time.Duration;

/** The knobs of the checkout service, all of them live. */
record CheckoutSettings(int admissionLimit, Duration cacheTtl, int poolSize) {}
