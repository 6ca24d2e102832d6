package dev.homeostat.crds;

/**
 * One resource as a person wrote it.
 *
 * @param kind such as {@code OperatingMode}
 * @param metadata name, namespace, labels and annotations
 * @param spec what is wanted
 * @param origin where each of its fields stands
 */
public record Manifest<S>(String kind, Metadata metadata, S spec, Origin origin) {}
