/** How well a loop does, and what that does to the loop. Pure, records in and records out. */
@NullMarked
package dev.homeostat.pid.supervision;

import org.jspecify.annotations.NullMarked;
