/** The ports: what the engine asks of the world, in the words of the domain. */
@NullMarked
package dev.homeostat.engine.port;

import org.jspecify.annotations.NullMarked;
