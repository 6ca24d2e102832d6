/**
 * Resources as records that the plan step reads: decoded, checked and with every default filled in.
 */
@NullMarked
package dev.homeostat.engine.policy;

import org.jspecify.annotations.NullMarked;
