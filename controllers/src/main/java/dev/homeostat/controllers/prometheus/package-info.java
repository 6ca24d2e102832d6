/**
 * Numbers from Prometheus and whatever speaks its query API: asked once, bounded, never trusted.
 */
@NullMarked
package dev.homeostat.controllers.prometheus;

import org.jspecify.annotations.NullMarked;
