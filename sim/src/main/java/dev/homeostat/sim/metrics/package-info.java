/** What a run measures, and the scrape through which alone a controller sees a plant. */
@NullMarked
package dev.homeostat.sim.metrics;

import org.jspecify.annotations.NullMarked;
