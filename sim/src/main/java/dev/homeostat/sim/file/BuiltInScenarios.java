package dev.homeostat.sim.file;

import dev.homeostat.sim.metrics.NearestName;
import dev.homeostat.sim.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The scenarios that come with the simulator: files as a user writes them. */
public final class BuiltInScenarios {

  private static final String FOLDER = "/dev/homeostat/sim/scenarios/";

  /** The names of those that policies are compared in, in the order of the documentation. */
  public static final List<String> COMPARED =
      List.of(
          "retry-storm",
          "spike",
          "ramp",
          "cache-flush",
          "cold-cache",
          "slow-dependency",
          "slow-disk",
          "gc-spiral",
          "step",
          "diurnal",
          "outage");

  /** All names, those outside the comparison last. */
  public static final List<String> NAMES =
      Stream.concat(COMPARED.stream(), Stream.of("slow-queries", "follower-reads")).toList();

  /** Read once, when the first of them is asked for. */
  private static final class Read {

    private static final Map<String, Scenario> BY_NAME = new LinkedHashMap<>();

    static {
      NAMES.forEach(name -> BY_NAME.put(name, read(name)));
    }
  }

  /** Those that policies are compared in, in the order of the documentation. */
  public static List<Scenario> compared() {
    return COMPARED.stream().map(BuiltInScenarios::named).toList();
  }

  /** The one of a name; a name that there is not is refused with the nearest. */
  public static Scenario named(String name) {
    check(name);
    return Objects.requireNonNull(Read.BY_NAME.get(name));
  }

  /** The file of one, to start from; a name that there is not is refused with the nearest. */
  public static String text(String name) {
    check(name);
    String resource = FOLDER + name + ".yaml";
    try (InputStream in = BuiltInScenarios.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read from the build", e);
    }
  }

  private static Scenario read(String name) {
    ScenarioFile file = ScenarioFile.read(name + ".yaml", text(name));
    if (file.scenario() == null) {
      throw new IllegalStateException("a scenario of the build has problems: " + file.problems());
    }
    return file.scenario();
  }

  private static void check(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(NearestName.refusal("scenario", name, NAMES));
    }
  }

  private BuiltInScenarios() {}
}
