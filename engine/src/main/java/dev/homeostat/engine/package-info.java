/**
 * The decision core: gather, plan, act and journal over ports. The same code runs live, in tests
 * with virtual time and in a replay.
 */
@NullMarked
package dev.homeostat.engine;

import org.jspecify.annotations.NullMarked;
