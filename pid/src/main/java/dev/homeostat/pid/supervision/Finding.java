package dev.homeostat.pid.supervision;

/** What is wrong with a loop; the first changes what it does, the others are reported. */
public enum Finding {
  OSCILLATING,
  SATURATED,
  SLUGGISH,
  POOR_CONTROL
}
