package dev.homeostat.slo.alert;

/**
 * An alert as it is declared: it fires when about this share of the budget went within the long
 * window, and it is still going in the short one.
 *
 * @param severity whom it wakes
 * @param budgetShare above 0 and at most 1
 * @param longMillis long window
 * @param shortMillis short window
 */
public record AlertDeclaration(
    Severity severity, double budgetShare, long longMillis, long shortMillis) {}
