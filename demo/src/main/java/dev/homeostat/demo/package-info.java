/**
 * The demo: real sample processes on loopback, the engine in this process, signals computed from
 * their metrics, and a directory that stands for the ConfigMap.
 */
@NullMarked
package dev.homeostat.demo;

import org.jspecify.annotations.NullMarked;
