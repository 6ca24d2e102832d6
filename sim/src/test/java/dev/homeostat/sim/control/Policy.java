package dev.homeostat.sim.control;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.sim.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The policy that comes with the simulator, as it is and with one thing changed. */
final class Policy {

  private static final String NAME = "/dev/homeostat/sim/policies/pools.yaml";

  static ManifestFile read(UnaryOperator<String> change) {
    String text = text();
    return ManifestReader.read("pools.yaml", change.apply(text));
  }

  /** The policy with a change, for a scenario that it fits. */
  static PlantPolicy of(Scenario scenario, UnaryOperator<String> change) {
    PlantPolicy.Checked checked = PlantPolicy.check(read(change), scenario);
    if (checked.policy() == null) {
      throw new AssertionError(checked.problems());
    }
    return checked.policy();
  }

  private static String text() {
    try (InputStream in = Policy.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new AssertionError(NAME + " is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Policy() {}
}
