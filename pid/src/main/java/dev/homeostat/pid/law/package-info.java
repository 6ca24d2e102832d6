/**
 * Control laws: from what one evaluation knows to the value of a knob. Pure, records in and records
 * out.
 */
@NullMarked
package dev.homeostat.pid.law;

import org.jspecify.annotations.NullMarked;
