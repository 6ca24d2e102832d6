package dev.homeostat.controllers.election;

/**
 * What the LeaderFence says.
 *
 * @param holder identity of the operator whose writes are let through
 * @param transitions those of the Lease when it was written
 * @param resourceVersion the version that a write replaces
 */
record FenceRecord(String holder, long transitions, String resourceVersion) {}
