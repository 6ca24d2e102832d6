/** What wrong answers, coordination and time in a mode cost. */
@NullMarked
package dev.homeostat.slo.cost;

import org.jspecify.annotations.NullMarked;
