/**
 * The mode machine and the motion of knobs: pure, records in and records out. Nothing here reads a
 * clock, a random source, a thread or the environment.
 */
@NullMarked
package dev.homeostat.modes;

import org.jspecify.annotations.NullMarked;
