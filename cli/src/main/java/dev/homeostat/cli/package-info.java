/** The command line. */
@NullMarked
package dev.homeostat.cli;

import org.jspecify.annotations.NullMarked;
