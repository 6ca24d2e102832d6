/** The operator as a process. */
@NullMarked
package dev.homeostat.operator;

import org.jspecify.annotations.NullMarked;
