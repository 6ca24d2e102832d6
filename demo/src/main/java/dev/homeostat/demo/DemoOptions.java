package dev.homeostat.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user may choose.
 *
 * @param seed of every random draw; the same seed sends the same arrivals
 * @param observe whether nothing may be written
 * @param policy file to use instead of the demo's own
 * @param journal file to write every decision to
 * @param basePort first of the ports that the services listen on; 0 for free ones
 * @param real whether Homeostat runs as in a cluster: the operator, an API server and Prometheus
 * @param timeline when what happens
 */
public record DemoOptions(
    long seed,
    boolean observe,
    Optional<Path> policy,
    Optional<Path> journal,
    int basePort,
    boolean real,
    Timeline timeline) {}
