package dev.homeostat.pid.capacity;

/**
 * What a service did once.
 *
 * @param concurrency requests in flight, workers or nodes, above 0
 * @param throughput requests a second, above 0
 */
public record LoadPoint(double concurrency, double throughput) {}
