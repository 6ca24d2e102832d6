/** The sample service: a bounded pool of connections to a backend, behind an admission limit. */
@NullMarked
package dev.homeostat.samples.checkout;

import org.jspecify.annotations.NullMarked;
