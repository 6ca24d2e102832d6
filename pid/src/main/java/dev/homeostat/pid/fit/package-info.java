/** Linear least squares, of which identification, capacity and supervision make use. */
@NullMarked
package dev.homeostat.pid.fit;

import org.jspecify.annotations.NullMarked;
