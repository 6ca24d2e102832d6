package dev.homeostat.sim.control;

import dev.homeostat.engine.Journal;
import dev.homeostat.engine.JournalCodec;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A process that runs some scenarios and prints what stands for every byte of their journals. */
public final class JournalBytes {

  private static final List<Scenario> SCENARIOS =
      List.of(
          BuiltInScenarios.named("retry-storm"),
          BuiltInScenarios.named("spike"),
          BuiltInScenarios.named("gc-spiral").with(new Scenario.Span(60, 240)),
          BuiltInScenarios.named("slow-queries").with(new Scenario.Span(60, 120)),
          BuiltInScenarios.named("follower-reads").with(new Scenario.Span(60, 120)));

  public static void main(String[] arguments) throws NoSuchAlgorithmException {
    for (Scenario scenario : SCENARIOS) {
      PlantPolicy policy = Policy.shipped(scenario);
      MessageDigest calm = MessageDigest.getInstance("SHA-256");
      PolicyRun run = PolicyRun.of(policy, scenario, 1, into(calm));
      print(scenario, run, calm);
      MessageDigest faulty = MessageDigest.getInstance("SHA-256");
      print(scenario, PolicyRun.buggy(policy, scenario, 2, 0, into(faulty)), faulty);
    }
  }

  private static Journal into(MessageDigest digest) {
    return entry -> digest.update(JournalCodec.write(entry).getBytes(StandardCharsets.UTF_8));
  }

  private static void print(Scenario scenario, PolicyRun run, MessageDigest journal) {
    System.out.printf(
        "%s seed %d: %d events %x, journal %s%n",
        scenario.name(),
        run.seed(),
        run.result().events(),
        run.result().digest(),
        HexFormat.of().formatHex(journal.digest()));
  }

  private JournalBytes() {}
}
