package dev.homeostat.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeostat.crds.ManifestReader;
import dev.homeostat.engine.ControlCycle;
import dev.homeostat.engine.JournalCodec;
import dev.homeostat.engine.Ports;
import dev.homeostat.engine.inmemory.InMemoryObjects;
import dev.homeostat.engine.inmemory.InMemorySignals;
import dev.homeostat.engine.inmemory.InMemoryStatuses;
import dev.homeostat.engine.inmemory.VirtualTime;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.port.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  private static final String POLICY =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SignalSource
      metadata: {name: main}
      spec: {url: "http://localhost:9090", staleAfter: 3s, allowPromql: true}
      ---
      apiVersion: homeostat.dev/v1alpha1
      kind: OperatingMode
      metadata: {name: checkout, namespace: shop}
      spec:
        enforcement: Enforce
        interval: 1s
        signals:
        - {name: load, promql: {source: main, query: load}}
        knobs:
        - name: limit
          type: Integer
          min: 10
          max: 1000
          saferDirection: Lower
          takeOver: true
          values: {target: 620, degraded: 50}
          in: {configMapKey: {name: checkout, key: limit}}
        modes:
          degraded:
            minDwell: 2s
            enter:
            - allOf:
              - {signal: load, above: 10, exitBelow: 5, for: 1s, exitFor: 1s}
          recovery: {steps: [50, 100], hold: 1s}
      """;

  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();

  /** A run that leaves Target and comes back, written down line by line. */
  @BeforeEach
  void record() {
    VirtualTime time = new VirtualTime(1_000_000_000_000L);
    InMemorySignals signals = new InMemorySignals();
    InMemoryObjects objects = new InMemoryObjects();
    objects.create(
        ObjectRef.configMap("shop", "checkout"), "kubectl", Map.of("/data/limit", "620"));
    ControlCycle cycle =
        new ControlCycle(
            new Ports(
                signals,
                objects,
                new InMemoryStatuses(),
                time,
                entry -> lines.add(JournalCodec.write(entry))));
    cycle.declare(PolicySet.of(ManifestReader.read("policy.yaml", POLICY).manifests()));
    for (double load : new double[] {1, 20, 20, 20, 20, 1, 1, 1, 1, 1, 1, 1, 1, 1}) {
      time.advance(1_000);
      signals.answer(query -> new Reading.Value(load, time.nowMillis()));
      cycle.evaluate(Enforcement.ENFORCE);
    }
    assertThat(lines).anyMatch(line -> line.contains("RECOVERY"));
  }

  private Path journal(List<String> text) throws Exception {
    return Files.writeString(folder.resolve("run.jsonl"), String.join("\n", text) + "\n");
  }

  private void assertRefused(Path journal, String... parts) {
    assertThatThrownBy(() -> Replay.run(journal))
        .isInstanceOf(Replay.ReplayException.class)
        .hasMessageContainingAll(parts)
        .message()
        .as("one line")
        .doesNotContain("\n");
  }

  @Test
  void run_recordedJournal_isTheSameByteForByte() throws Exception {
    Replay.Result result = Replay.run(journal(lines));

    assertThat(result).isEqualTo(new Replay.Result(14, null));
  }

  @Test
  void run_decisionTamperedWith_isShownWithItsLine() throws Exception {
    int at = lines.size() - 4;
    String recorded = lines.get(at);
    assertThat(recorded).contains("\"decision\":{").contains("\"goal\":620.0");
    lines.set(at, recorded.replaceFirst("\"goal\":620.0", "\"goal\":999.0"));

    Replay.Difference difference = Replay.run(journal(lines)).difference();

    assertThat(difference).isNotNull();
    assertThat(difference.line()).isEqualTo(at + 1);
    assertThat(difference.recorded()).contains("\"goal\":999.0");
    assertThat(difference.replayed())
        .isEqualTo(difference.recorded().replace("\"goal\":999.0", "\"goal\":620.0"));
  }

  @Test
  void run_inputTamperedWith_isADifferenceFromThereOn() throws Exception {
    int first = 0;
    while (!lines.get(first).contains("\"value\":20.0")) {
      first++;
    }
    lines.set(first, lines.get(first).replace("\"value\":20.0", "\"value\":2.0"));

    Replay.Difference difference = Replay.run(journal(lines)).difference();

    assertThat(difference).isNotNull();
    assertThat(difference.line()).isGreaterThan(first);
  }

  @Test
  void run_unsavedEvaluation_goesOnFromTheStateBefore() throws Exception {
    int first = 0;
    while (!lines.get(first).contains("\"move\":{")) {
      first++;
    }
    lines.set(first, lines.get(first).replace("\"saved\":true", "\"saved\":false"));

    Replay.Difference difference = Replay.run(journal(lines)).difference();

    assertThat(difference).isNotNull();
    assertThat(difference.line()).isEqualTo(first + 2);
  }

  @Test
  void run_missingFile_saysHowToMakeOne() {
    assertRefused(folder.resolve("none.jsonl"), "there is no file", "demo --journal");
  }

  @Test
  void run_folder_isRefused() {
    assertRefused(folder, folder + " cannot be read: it is a folder; name a file in it");
  }

  @Test
  void run_emptyFile_isRefused() throws Exception {
    assertRefused(Files.writeString(folder.resolve("e"), ""), "holds no decision");
  }

  @Test
  void run_onlyDeclarations_isRefused() throws Exception {
    assertRefused(journal(lines.subList(0, 2)), "run.jsonl holds no decision");
  }

  @Test
  void run_garbage_isRefusedWithItsLine() throws Exception {
    lines.add(3, "garbage");

    assertRefused(
        journal(lines), "run.jsonl:4: expected one entry", "give a file that demo --journal wrote");
  }

  @Test
  void run_lineCutOff_isRefusedWithItsLine() throws Exception {
    int last = lines.size() - 1;
    lines.set(last, lines.get(last).substring(0, 100));

    assertRefused(journal(lines), "run.jsonl:" + lines.size() + ": expected one entry");
  }

  @Test
  void run_otherJson_isRefused() throws Exception {
    for (String other : List.of("{}", "[]", "null", "7", "{\"entry\":\"other\"}", "")) {
      assertRefused(journal(List.of(other)), "run.jsonl:1: expected an entry declared, started or");
    }
  }

  @Test
  void run_entriesWithoutContent_areRefused() throws Exception {
    for (String hollow :
        List.of(
            "{\"entry\":\"evaluated\"}",
            "{\"entry\":\"started\"}",
            "{\"entry\":\"declared\",\"version\":2,\"resources\":[{}]}",
            "{\"entry\":\"evaluated\",\"resource\":{\"kind\":\"K\"},\"inputs\":{}}")) {
      assertRefused(journal(List.of(hollow)), "run.jsonl:1: expected ");
    }
  }

  @Test
  void run_bytesThatAreNoText_areRefused() throws Exception {
    Path file = Files.write(folder.resolve("run.jsonl"), new byte[] {(byte) 0xC3, (byte) 0x28});

    assertRefused(file, "expected text in UTF-8");
  }

  @Test
  void run_unknownVersion_isRefusedWithBoth() throws Exception {
    lines.set(0, lines.get(0).replace("\"version\":2", "\"version\":3"));

    assertRefused(journal(lines), "run.jsonl:1: expected journal version 2, found 3;");
  }

  @Test
  void run_beginningCutOff_isRefused() throws Exception {
    assertRefused(
        journal(lines.subList(2, lines.size())),
        "run.jsonl:1: OperatingMode shop/checkout is evaluated",
        "give a whole journal");
  }

  @Test
  void run_inputsOfAnotherPolicy_areRefused() throws Exception {
    int at = lines.size() - 1;
    lines.set(at, lines.get(at).replaceFirst("\"signals\":\\[[^\\]]*\\]", "\"signals\":[]"));

    assertRefused(
        journal(lines),
        "run.jsonl:" + (at + 1) + ": expected a signal, a knob and a loop for each");
  }
}
