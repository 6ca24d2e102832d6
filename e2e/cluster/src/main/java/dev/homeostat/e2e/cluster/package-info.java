/** A real Kubernetes control plane for tests: found, or started and taken down again. */
@NullMarked
package dev.homeostat.e2e.cluster;

import org.jspecify.annotations.NullMarked;
