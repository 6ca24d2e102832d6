package dev.homeostat.modes;

import org.jspecify.annotations.Nullable;

/**
 * What one evaluation of the machine concluded.
 *
 * @param state what to remember
 * @param move the move, or null where the mode stays
 */
public record ModeStep(ModeState state, @Nullable Move move) {}
