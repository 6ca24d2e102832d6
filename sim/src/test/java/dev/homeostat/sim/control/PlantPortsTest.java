package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.scenario.KnobWriter;
import dev.homeostat.sim.scenario.RunResult;
import dev.homeostat.sim.scenario.Scenario;
import dev.homeostat.sim.scenario.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The engine's ports at a plant, as a controller finds them in a run of ten seconds. */
class PlantPortsTest {

  private static final Scenario SCENARIO =
      BuiltInScenarios.named("retry-storm").with(new Scenario.Span(0, 10)).withFaults(List.of());
  private static final ObjectRef PLANT = ObjectRef.configMap("shop", "plant");
  private static final Author AUTHOR = new Author("homeostat", "default");

  private static List<Reading> readings(Query query) {
    List<Reading> readings = new ArrayList<>();
    Simulation.run(
        SCENARIO,
        1,
        (nowNanos, scrapes, writer) ->
            readings.add(new PlantSignals(scrapes).read(Set.of(query)).get(query)));
    return readings;
  }

  private static RunResult writing(Consumer<KnobWriter> once) {
    boolean[] done = {false};
    return Simulation.run(
        SCENARIO,
        1,
        (nowNanos, scrapes, writer) -> {
          if (!done[0]) {
            once.accept(writer);
          }
          done[0] = true;
        });
  }

  private static ObjectWrite write(String path, String text, String uid) {
    return new ObjectWrite(
        PLANT,
        uid,
        AUTHOR,
        new TreeMap<>(Map.of(path, text)),
        List.of(),
        new ObjectWrite.Note("note", "mode"));
  }

  private static PlantConfig config(KnobWriter writer) {
    return new PlantConfig(PLANT, Map.of("limit", "500"), writer);
  }

  private static String uid(PlantConfig config) {
    return ((TargetObject.Present) config.read(PLANT, "default")).uid();
  }

  private static TargetObject.Field limit(PlantConfig config) {
    return ((TargetObject.Present) config.read(PLANT, "default")).fields().get("/data/limit");
  }

  /** A scrape of second n is seen at n + 1, and a window needs two of them. */
  @Test
  void increase_windowNotYetFilled_usesTheSpanPresent() {
    List<Reading> readings = readings(new Query.Increase("main", "requests_total", 4_000));

    assertThat(readings.get(0)).isInstanceOf(Reading.Missing.class);
    assertThat(((Reading.Missing) readings.get(1)).reason()).isEqualTo("HistoryShort");
    assertThat(value(readings, 2)).isBetween(650.0, 850.0);
    assertThat(value(readings, 5)).isBetween(2_800.0, 3_200.0);
    assertThat(value(readings, 8)).isBetween(2_800.0, 3_200.0);
  }

  @Test
  void instant_series_hasTheTimeOfItsScrape() {
    List<Reading> readings = readings(new Query.Instant("main", " requests_total "));

    assertThat(((Reading.Missing) readings.get(0)).reason()).isEqualTo("NotScraped");
    assertThat(((Reading.Value) readings.get(4)).atMillis())
        .isEqualTo(WallTime.START_MILLIS + 4_000);
  }

  @Test
  void read_unknownSeries_isMissing() {
    assertThat(readings(new Query.Instant("main", "sum(requests_total)")))
        .allMatch(r -> r instanceof Reading.Missing m && m.reason().equals("NotSupported"));
  }

  @Test
  void apply_changedText_setsTheKnobOnce() {
    RunResult run =
        writing(
            writer -> {
              PlantConfig config = config(writer);
              for (int i = 0; i < 2; i++) {
                assertThat(config.apply(write("/data/limit", "20", uid(config))))
                    .isInstanceOf(WriteResult.Written.class);
              }
              assertThat(writer.value("limit")).isEqualTo(20);
              assertThat(limit(config)).isEqualTo(new TargetObject.Field("20", "homeostat"));
              assertThat(config.writes()).isEqualTo(2);
            });

    assertThat(run.measures().writes()).isEqualTo(1);
  }

  @Test
  void restore_givesBackTextOwnerAndNote() {
    writing(
        writer -> {
          PlantConfig config = config(writer);
          config.apply(write("/data/limit", "20", uid(config)));
          config.restore(
              new ObjectRestore(
                  PLANT,
                  uid(config),
                  AUTHOR,
                  new TreeMap<>(Map.of("/data/limit", new ObjectRestore.Before("500", "helm"))),
                  "note"));
          assertThat(writer.value("limit")).isEqualTo(500);
          assertThat(limit(config)).isEqualTo(new TargetObject.Field("500", "helm"));
          assertThat(((TargetObject.Present) config.read(PLANT, "default")).annotations())
              .isEmpty();
        });
  }

  @Test
  void apply_whatIsNotThere_fails() {
    RunResult run =
        writing(
            writer -> {
              PlantConfig config = config(writer);
              assertThat(config.apply(write("/data/limits", "20", uid(config))))
                  .isInstanceOf(WriteResult.Failed.class);
              assertThat(config.apply(write("/data/limit", "20", "another")))
                  .isInstanceOf(WriteResult.Failed.class);
              assertThat(config.read(ObjectRef.configMap("shop", "other"), "default"))
                  .isInstanceOf(TargetObject.Absent.class);
            });

    assertThat(run.measures().writes()).isZero();
  }

  private static double value(List<Reading> readings, int evaluation) {
    return ((Reading.Value) readings.get(evaluation)).value();
  }
}
