/** What Alertmanager has said, and what that makes of a signal. */
@NullMarked
package dev.homeostat.engine.alerts;

import org.jspecify.annotations.NullMarked;
