/**
 * An SLOChain as Prometheus rules and as arithmetic that a person can follow: pure, from the types
 * of the resources to text.
 */
@NullMarked
package dev.homeostat.engine.rules;

import org.jspecify.annotations.NullMarked;
