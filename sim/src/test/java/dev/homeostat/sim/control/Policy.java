package dev.homeostat.sim.control;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The policies that come with the simulator, as they are and with one thing changed. */
public final class Policy {

  /** The policy of the retry storm and its like, with a change. */
  static ManifestFile read(UnaryOperator<String> change) {
    return ManifestReader.read(
        "pools.yaml", change.apply(text(BuiltInScenarios.named("retry-storm"))));
  }

  /** The policy that comes with a scenario. */
  public static PlantPolicy shipped(Scenario scenario) {
    return fitting(ManifestReader.read("shipped.yaml", text(scenario)), scenario);
  }

  /** The policy with a change, for a scenario that it fits. */
  static PlantPolicy of(Scenario scenario, UnaryOperator<String> change) {
    return fitting(read(change), scenario);
  }

  private static PlantPolicy fitting(ManifestFile file, Scenario scenario) {
    PlantPolicy.Checked checked = PlantPolicy.check(file, scenario);
    if (checked.policy() == null) {
      throw new AssertionError(checked.problems());
    }
    return checked.policy();
  }

  /** The file of the policy that comes with a scenario. */
  static String text(Scenario scenario) {
    String name = ShippedPolicy.resource(scenario);
    try (InputStream in = Policy.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Policy() {}
}
