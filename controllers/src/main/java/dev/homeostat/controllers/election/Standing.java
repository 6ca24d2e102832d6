package dev.homeostat.controllers.election;

/**
 * Where an operator stands in the election.
 *
 * @param leading whether it was told to lead; whether it may write is what {@link WriteGate} says
 * @param reason UpperCamel word for programs
 * @param message who leads, or what was expected, what was found and what to do
 */
public record Standing(boolean leading, String reason, String message) {}
