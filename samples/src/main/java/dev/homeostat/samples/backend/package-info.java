/** The sample backend: a fixed number of servers whose rate can dip. */
@NullMarked
package dev.homeostat.samples.backend;

import org.jspecify.annotations.NullMarked;
