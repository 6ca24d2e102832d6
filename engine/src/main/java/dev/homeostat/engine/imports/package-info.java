/**
 * SLOs of other tools as SLOChains: pure, from trees of YAML to text. What cannot be carried over
 * is named with its line.
 */
@NullMarked
package dev.homeostat.engine.imports;

import org.jspecify.annotations.NullMarked;
