/**
 * Models of a process, gains from a model, and the margins of the loop they make. Pure, records in
 * and records out.
 */
@NullMarked
package dev.homeostat.pid.tuning;

import org.jspecify.annotations.NullMarked;
