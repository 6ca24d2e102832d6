/** The engine as a Kubernetes operator: what it declares, when it runs, and what it reports. */
@NullMarked
package dev.homeostat.controllers;

import org.jspecify.annotations.NullMarked;
