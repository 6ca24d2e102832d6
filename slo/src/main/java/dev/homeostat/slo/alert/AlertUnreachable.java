package dev.homeostat.slo.alert;

/**
 * An alert that is left out, since not even a total outage could fire it: {@code factor * (1 -
 * objective) >= 1}.
 *
 * @param rule what it would be
 * @param objective for which it cannot fire
 */
public record AlertUnreachable(AlertRule rule, double objective) {}
