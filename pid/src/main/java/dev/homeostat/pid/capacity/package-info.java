/** How much a service can do, and how near to that it is. Pure, records in and records out. */
@NullMarked
package dev.homeostat.pid.capacity;

import org.jspecify.annotations.NullMarked;
