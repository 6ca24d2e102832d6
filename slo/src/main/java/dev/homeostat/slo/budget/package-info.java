/** Error budgets of a period: counted in events or slices, forecast, and never a NaN. */
@NullMarked
package dev.homeostat.slo.budget;

import org.jspecify.annotations.NullMarked;
