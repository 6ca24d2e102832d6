package dev.homeostat.sim.control;

import dev.homeostat.engine.tuning.Recorded;
import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.scenario.Controller;
import dev.homeostat.sim.scenario.KnobWriter;
import dev.homeostat.sim.scenario.Scenario;
import dev.homeostat.sim.scenario.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded experiment on a simulated plant: one knob goes up by a step, is held, goes back and is
 * held again, and nobody else acts. What is recorded is what a controller could see, when it could
 * see it.
 */
public final class StepExperiment implements Controller {

  private static final long MILLI_NANOS = 1_000_000;

  private final Map<String, Double> deployed;
  private final Step step;
  private final List<Recorded.Point> output = new ArrayList<>();
  private final List<Recorded.Point> measured = new ArrayList<>();
  private double held;
  private long seenNanos = -1;

  /**
   * What is done.
   *
   * @param knob of the plant
   * @param series that answers
   * @param from value of the knob before and after
   * @param to value of the knob in between
   * @param atSeconds when it is changed
   * @param holdSeconds how long it is recorded before, during and after
   */
  public record Step(
      String knob, String series, double from, double to, double atSeconds, double holdSeconds) {

    public Step {
      if (!(holdSeconds > 0) || !(atSeconds >= holdSeconds)) {
        throw new IllegalArgumentException(
            "expected a hold above 0 and a step no earlier than one hold after the start, found %s s and %s s"
                .formatted(holdSeconds, atSeconds));
      }
    }

    double endSeconds() {
      return atSeconds + 2 * holdSeconds;
    }
  }

  private StepExperiment(Map<String, Double> deployed, Step step) {
    this.deployed = new HashMap<>(deployed);
    this.deployed.put(step.knob(), step.from());
    this.step = step;
    held = step.from();
  }

  /**
   * Runs it once.
   *
   * @param deployed values of knobs with which the service is deployed
   */
  public static Recorded run(
      Map<String, Double> deployed, Step step, Scenario scenario, long seed) {
    Scenario.Span span = scenario.span();
    if (step.endSeconds() > span.endSeconds()) {
      throw new IllegalArgumentException(
          "expected the experiment to end by %s s, the end of the scenario, found %s s; begin it earlier or hold it for less"
              .formatted(span.endSeconds(), step.endSeconds()));
    }
    StepExperiment experiment = new StepExperiment(deployed, step);
    double end = Math.max(step.endSeconds() + 1, Math.nextUp(span.faultSeconds()));
    Scenario cut =
        scenario.with(new Scenario.Span(span.faultSeconds(), Math.min(span.endSeconds(), end)));
    Simulation.run(cut, seed, experiment);
    return new Recorded(experiment.output, experiment.measured);
  }

  @Override
  public Map<String, Double> deployed() {
    return Map.copyOf(deployed);
  }

  @Override
  public void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer) {
    double nowSeconds = nowNanos / 1e9;
    if (nowSeconds < step.atSeconds() - step.holdSeconds() || nowSeconds > step.endSeconds()) {
      return;
    }
    long nowMillis = nowNanos / MILLI_NANOS;
    boolean stepped =
        nowSeconds >= step.atSeconds() && nowSeconds < step.atSeconds() + step.holdSeconds();
    double wanted = stepped ? step.to() : step.from();
    if (wanted != held) {
      // The moment of the change is known, unlike that of one that was only scraped.
      output.add(new Recorded.Point(nowMillis - 1, held));
      writer.set(step.knob(), wanted);
      held = wanted;
    }
    output.add(new Recorded.Point(nowMillis, held));
    if (scrapes.size() > 0 && scrapes.stampNanos(0) > seenNanos) {
      seenNanos = scrapes.stampNanos(0);
      measured.add(new Recorded.Point(nowMillis, scrapes.value(0, scrapes.indexOf(step.series()))));
    }
  }
}
