/**
 * What the sample processes share: arguments, life cycle, HTTP, metrics and keyed random numbers.
 */
@NullMarked
package dev.homeostat.samples;

import org.jspecify.annotations.NullMarked;
