/** The engine's ports in memory and in virtual time, for tests of whole incidents. */
@NullMarked
package dev.homeostat.engine.inmemory;

import org.jspecify.annotations.NullMarked;
