package dev.homeostat.samples;

/** One of the sample processes, before it is started. */
public interface SampleProgram {
  Options options();

  /** Binds the port and everything that can fail at once; the work itself is {@code run}. */
  RunningProgram start(Arguments arguments, Stdio stdio) throws UsageException, StartException;
}
