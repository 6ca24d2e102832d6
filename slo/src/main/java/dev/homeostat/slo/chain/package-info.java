/**
 * Services composed to a chain: what is declared, what is wrong with it, and what follows of it.
 */
@NullMarked
package dev.homeostat.slo.chain;

import org.jspecify.annotations.NullMarked;
