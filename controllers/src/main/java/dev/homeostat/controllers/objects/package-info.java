/**
 * The objects that hold knobs, on a real API server: read and written for an account, with field
 * owners kept exactly.
 */
@NullMarked
package dev.homeostat.controllers.objects;

import org.jspecify.annotations.NullMarked;
