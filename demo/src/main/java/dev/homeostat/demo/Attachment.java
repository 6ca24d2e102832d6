package dev.homeostat.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the engine touches one copy of the service.
 *
 * @param endpoints where its numbers are
 * @param settings the directory that stands for its ConfigMap
 */
record Attachment(List<Endpoint> endpoints, Path settings) {}
