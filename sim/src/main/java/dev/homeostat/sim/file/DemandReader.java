package dev.homeostat.sim.file;

import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.plant.RateCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how many requests arrive. */
final class DemandReader {

  private static final String PATH = "demand";
  private static final String KINDS = "constant, step, spike, ramp, diurnal or recorded";
  private static final Bounds RATE = Bounds.from(0, 1e6);

  private final Fields fields;

  DemandReader(Fields fields) {
    this.fields = fields;
  }

  @Nullable Demand read(ScenarioDocument.@Nullable DemandSection demand) {
    if (demand == null) {
      fields.problem(PATH, "expected one of " + KINDS + ", found none; write one");
      return null;
    }
    long found =
        Stream.of(
                demand.constant(),
                demand.step(),
                demand.spike(),
                demand.ramp(),
                demand.diurnal(),
                demand.recorded())
            .filter(Objects::nonNull)
            .count();
    if (found != 1) {
      fields.problem(
          PATH, "expected one of " + KINDS + ", found " + found + " of them; keep one of them");
      return null;
    }
    return fields.made(PATH, () -> drawn(one(demand)));
  }

  /** A rate whose points are out of order shows when it is drawn. */
  private static Demand drawn(Demand demand) {
    if (demand instanceof Demand.Points points) {
      new RateCurve(points.points());
    }
    return demand;
  }

  private Demand one(ScenarioDocument.DemandSection demand) {
    if (demand.constant() != null) {
      return Demand.constant(rate(".constant.perSecond", demand.constant().perSecond()));
    }
    if (demand.step() != null) {
      return Demand.step(
          rate(".step.perSecond", demand.step().perSecond()),
          rate(".step.laterPerSecond", demand.step().laterPerSecond()),
          time(".step.at", demand.step().at()));
    }
    if (demand.spike() != null) {
      return Demand.spike(
          rate(".spike.perSecond", demand.spike().perSecond()),
          rate(".spike.peakPerSecond", demand.spike().peakPerSecond()),
          time(".spike.from", demand.spike().from()),
          time(".spike.to", demand.spike().to()));
    }
    if (demand.ramp() != null) {
      return Demand.ramp(points(demand.ramp()));
    }
    return demand.diurnal() != null
        ? diurnal(demand.diurnal())
        : recorded(Objects.requireNonNull(demand.recorded()));
  }

  private List<RateCurve.Point> points(ScenarioDocument.RampSection ramp) {
    List<ScenarioDocument.PointSection> sections =
        Objects.requireNonNullElse(ramp.points(), List.of());
    if (sections.isEmpty()) {
      fields.problem(PATH + ".ramp.points", "expected at least one point, found none; write it");
    }
    List<RateCurve.Point> points = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      String path = ".ramp.points[" + i + "]";
      double at = time(path + ".at", sections.get(i).at());
      if (i > 0 && at < points.get(i - 1).seconds()) {
        fields.problem(
            PATH + path + ".at",
            "expected a time that is not before the one above, "
                + Bounds.text(points.get(i - 1).seconds())
                + " s, found "
                + Bounds.text(at)
                + " s; put the points in order");
      }
      points.add(new RateCurve.Point(at, rate(path + ".perSecond", sections.get(i).perSecond())));
    }
    return points;
  }

  private Demand diurnal(ScenarioDocument.DiurnalSection diurnal) {
    return new Demand.Diurnal(
        rate(".diurnal.meanPerSecond", diurnal.meanPerSecond()),
        rate(".diurnal.swingPerSecond", diurnal.swingPerSecond()),
        fields.seconds(PATH + ".diurnal.period", diurnal.period(), Bounds.POSITIVE_TIME),
        fields.number(
            PATH + ".diurnal.noisePersistence",
            diurnal.noisePersistence(),
            Bounds.from(0, 0.999_999),
            0),
        fields.number(PATH + ".diurnal.noise", diurnal.noise(), Bounds.SHARE, 0));
  }

  private Demand recorded(ScenarioDocument.RecordedSection recorded) {
    List<Double> rates = Objects.requireNonNullElse(recorded.perSecond(), List.of());
    if (rates.isEmpty()) {
      fields.problem(PATH + ".recorded.perSecond", "expected at least one rate, found none");
    }
    for (int i = 0; i < rates.size(); i++) {
      rate(".recorded.perSecond[" + i + "]", rates.get(i));
    }
    return Demand.recorded(
        fields.seconds(PATH + ".recorded.step", recorded.step(), Bounds.POSITIVE_TIME), rates);
  }

  private double rate(String path, @Nullable Double perSecond) {
    return fields.number(PATH + path, perSecond, RATE);
  }

  private double time(String path, @Nullable String text) {
    return fields.seconds(PATH + path, text, Bounds.TIME);
  }
}
