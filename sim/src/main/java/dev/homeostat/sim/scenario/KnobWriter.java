package dev.homeostat.sim.scenario;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.metrics.KnobWrite;
import dev.homeostat.sim.metrics.WriteLog;
import dev.homeostat.sim.plant.Knobs;

/** Sets the knobs of a plant, and counts it. */
public final class KnobWriter {

  private final Knobs knobs;
  private final EventLoop loop;
  private final WriteLog log;

  KnobWriter(EventLoop loop, Knobs knobs, WriteLog log) {
    this.loop = loop;
    this.knobs = knobs;
    this.log = log;
  }

  /** Whether the plant has a knob. */
  public boolean has(String knob) {
    return knobs.names().contains(knob);
  }

  /** What a knob is set to. */
  public double value(String knob) {
    return knobs.value(knob);
  }

  /** Sets a knob; a name or a value that the plant does not know is refused. */
  public void set(String knob, double value) {
    double before = knobs.value(knob);
    knobs.set(knob, value);
    log.wrote(new KnobWrite(loop.nowSeconds(), knob, before, value));
  }
}
