package dev.homeostat.cli.report;

/**
 * A span of time in one mode, behind the lines of every chart.
 *
 * @param fromSecond its start
 * @param toSecond its end
 * @param mode as a person writes it, such as {@code Degraded}
 */
public record Band(double fromSecond, double toSecond, String mode) {}
