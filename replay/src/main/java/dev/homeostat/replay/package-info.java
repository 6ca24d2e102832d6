/** Runs a recorded journal through the engine: a shell whose time and inputs are recorded. */
@NullMarked
package dev.homeostat.replay;

import org.jspecify.annotations.NullMarked;
