/**
 * Types of the custom resources in group {@code homeostat.dev}, version {@code v1alpha1}, and the
 * strict reader of their YAML.
 *
 * <p>Enumerations, durations and decimals are strings here and are decoded by the engine: a stored
 * object that a newer version wrote must never stop an older one from reading its neighbours. For
 * the same reason every record ignores fields that it does not know.
 */
@NullMarked
package dev.homeostat.crds;

import org.jspecify.annotations.NullMarked;
