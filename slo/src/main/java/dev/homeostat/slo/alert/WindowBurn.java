package dev.homeostat.slo.alert;

import dev.homeostat.slo.BurnRate;

/**
 * What one window says to the alerts.
 *
 * @param burnRate in that window
 * @param events that the window holds; of a chain those of its quietest service
 */
public record WindowBurn(BurnRate burnRate, double events) {}
