/** Gains of a ControlLoop from what was recorded of its process. */
@NullMarked
package dev.homeostat.engine.tuning;

import org.jspecify.annotations.NullMarked;
