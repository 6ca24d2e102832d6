/** Multi-window, multi-burn-rate alerts: which there are, and which of them fire. */
@NullMarked
package dev.homeostat.slo.alert;

import org.jspecify.annotations.NullMarked;
