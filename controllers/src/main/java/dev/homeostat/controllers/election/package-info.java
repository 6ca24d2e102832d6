/** Who of several operators acts: the election, the gate before each write, and the fence. */
@NullMarked
package dev.homeostat.controllers.election;

import org.jspecify.annotations.NullMarked;
