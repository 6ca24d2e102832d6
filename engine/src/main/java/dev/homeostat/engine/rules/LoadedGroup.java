package dev.homeostat.engine.rules;

import org.jspecify.annotations.Nullable;

/**
 * A group of rules as a Prometheus says that it has loaded it.
 *
 * @param name of the group
 * @param file that it was loaded from
 * @param revision that one of its rules records; null where none does
 * @param evaluated whether each of its rules was evaluated since
 * @param failure the first rule that fails, and why; null where none does
 */
public record LoadedGroup(
    String name,
    String file,
    @Nullable String revision,
    boolean evaluated,
    @Nullable String failure) {}
