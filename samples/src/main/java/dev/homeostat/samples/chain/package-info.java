/** A sample service that calls others: gateways, redundant backends and ledgers are made of it. */
@NullMarked
package dev.homeostat.samples.chain;

import org.jspecify.annotations.NullMarked;
