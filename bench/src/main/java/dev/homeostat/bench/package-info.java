/** Benchmarks of the engine and of the simulator. */
@NullMarked
package dev.homeostat.bench;

import org.jspecify.annotations.NullMarked;
