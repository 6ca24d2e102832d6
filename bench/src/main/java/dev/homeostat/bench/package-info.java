/** Benchmarks of the engine. */
@NullMarked
package dev.homeostat.bench;

import org.jspecify.annotations.NullMarked;
