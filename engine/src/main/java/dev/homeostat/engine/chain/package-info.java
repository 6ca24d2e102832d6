/**
 * What is measured of the SLOChains: which of them are asked in a turn, what the answers say, and
 * what people are told.
 */
@NullMarked
package dev.homeostat.engine.chain;

import org.jspecify.annotations.NullMarked;
