/** The rules of SLOChains in a cluster: written as objects, and proven to be loaded. */
@NullMarked
package dev.homeostat.controllers.rules;

import org.jspecify.annotations.NullMarked;
