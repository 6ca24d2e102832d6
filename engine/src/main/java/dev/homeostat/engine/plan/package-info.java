/** The plan step: one pure function from what is remembered and what is known to what to do. */
@NullMarked
package dev.homeostat.engine.plan;

import org.jspecify.annotations.NullMarked;
