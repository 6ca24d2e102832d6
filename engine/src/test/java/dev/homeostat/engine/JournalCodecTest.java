package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.port.WriteResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of a journal read back as what was written, and nothing else is taken for a line. */
class JournalCodecTest {

  /** A run in which every kind of input and decision occurs. */
  static World eventful() {
    World world = new World(Policies.withKnobs(Policies.RAMPED_LIMIT));
    world.objects.create(World.CONFIG, "kubectl", Map.of(World.LIMIT, "600"));
    world.incident(1, 12);
    world.objects.failWrites(new WriteResult.Failed("Away", "is \"away\"\n"));
    world.incident(13, 14);
    world.objects.failWrites(null);
    world.restart();
    world.incident(15, 16);
    world.declare(Policies.withKnobs(Policies.RAMPED_LIMIT).replace("hold: 3s", "hold: 4s"));
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "lots");
    world.incident(17, 18);
    world.objects.failReads("away");
    world.incident(19, 19);
    world.objects.failReads((String) null);
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, world.tick().knobs().get(0).text());
    world.blackout();
    world.tick();
    world.statuses.failSaves(new WriteResult.Failed("Away", "is away"));
    world.incident(30, 40);
    world.statuses.failSaves(null);
    world.incident(41, 60);
    world.statuses.wipe();
    world.restart();
    world.incident(61, 70);
    world.cap(Enforcement.OBSERVE);
    world.incident(71, 72);
    world.cap(Enforcement.ENFORCE);
    world.incident(73, 80);
    world.declare(
        Policies.withKnobs(Policies.RAMPED_LIMIT.replace("key: admission", "key: other")));
    world.incident(81, 82);
    world.objects.delete(World.CONFIG);
    world.incident(83, 84);
    world.deleteResources();
    world.tick();
    return world;
  }

  @Test
  void read_everyLineOfARun_writesTheSameBytes() throws JournalCodec.FormatException {
    for (String line : eventful().journal.lines()) {
      JournalEntry entry = JournalCodec.read(line);
      assertThat(JournalCodec.write(entry)).isEqualTo(line);
      assertThat(JournalCodec.read(JournalCodec.write(entry))).isEqualTo(entry);
      assertThat(line).doesNotContain("\n");
    }
  }

  /** A JDK before 19 writes this number as 9.999999999999999E22, those after it as 1.0E23. */
  @Test
  void write_numberThatJdksWriteDifferently_isTheShortestText()
      throws JournalCodec.FormatException {
    String line =
        eventful().journal.lines().stream()
            .map(each -> each.replaceFirst("\"value\":[0-9.]+(?=[,}])", "\"value\":1.0E23"))
            .filter(each -> each.contains("1.0E23"))
            .findFirst()
            .orElseThrow();

    assertThat(JournalCodec.write(JournalCodec.read(line))).isEqualTo(line);
  }

  @Test
  void read_everyKindOfEntry_occursInTheRun() {
    assertThat(eventful().journal.lines())
        .anyMatch(line -> line.startsWith("{\"entry\":\"declared\""))
        .anyMatch(line -> line.startsWith("{\"entry\":\"started\""))
        .anyMatch(line -> line.startsWith("{\"entry\":\"evaluated\""))
        .anyMatch(line -> line.contains("\"is\":\"hidden\""))
        .anyMatch(line -> line.contains("\"is\":\"gone\""))
        .anyMatch(line -> line.contains("\"is\":\"missing\""))
        .anyMatch(line -> line.contains("\"value\":\"NaN\""))
        .anyMatch(line -> line.contains("\"saved\":false"))
        .anyMatch(line -> line.contains("\"released\":true"));
  }

  /** What was added to the format within its version is absent in a journal that is older. */
  @Test
  void read_linesWithoutWhatWasAddedSince_planTheSame() {
    LoopWorld loops = new LoopWorld(LoopWorld.loop("queue", LoopWorld.SIMC));
    loops.steps(20);
    loops.world.restart();
    loops.steps(20);
    List<String> lines = loops.world.journal.lines();
    String object = "\\{([^{}]|\\{[^{}]*\\})*\\}";

    List<String> older =
        lines.stream()
            .map(
                line ->
                    line.replaceAll(
                        ",\"(performance|headroom|maximum|autoscaling)\":" + object, ""))
            .toList();

    for (String added : List.of("performance", "headroom", "maximum", "autoscaling")) {
      assertThat(lines).anyMatch(line -> line.contains("\"" + added + "\":{"));
      assertThat(older).noneMatch(line -> line.contains("\"" + added + "\":{"));
    }
    assertThat(Replayed.assertSame(older)).isEqualTo(Replayed.assertSame(lines)).isEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage | expected one entry of a journal in JSON",
        "'' | expected an entry declared, started or evaluated, found none",
        "null | expected an entry declared, started or evaluated, found none",
        "[] | expected an entry declared, started or evaluated, found none",
        "{\"entry\":\"other\"} | expected an entry declared, started or evaluated, found other",
        "{\"entry\":\"declared\",\"version\":3} | expected journal version 2, found 3",
        "{\"entry\":\"declared\"} | expected journal version 2, found none",
        "{\"entry\":\"declared\",\"version\":2} | expected the field atMillis",
        "{\"entry\":\"started\"} | expected the field resource",
        "{\"entry\":\"started\",\"resource\":{\"kind\":\"A\",\"namespace\":\"b\",\"name\":\"c\"}}"
            + " | expected the field state",
        "{\"entry\":\"evaluated\"} | expected the field resource",
        "{\"entry\":\"started\",\"resource\":7} | expected one entry of a journal in JSON",
        "{\"entry\":\"started\"} {} | expected one entry of a journal in JSON"
      })
  void read_noEntry_isRefusedWithAReason(String line, String message) {
    assertThatExceptionOfType(JournalCodec.FormatException.class)
        .isThrownBy(() -> JournalCodec.read(line))
        .withMessageContaining(message);
  }

  @Test
  void read_entryCutShortOrBent_isRefused() {
    for (String line : eventful().journal.lines().subList(0, 6)) {
      for (int length = 0; length < line.length(); length += 97) {
        String cut = line.substring(0, length);
        assertThatExceptionOfType(JournalCodec.FormatException.class)
            .isThrownBy(() -> JournalCodec.read(cut));
      }
      String unknownKind = line.replace("\"kind\":\"OperatingMode\"", "\"kind\":\"Pod\"");
      if (line.startsWith("{\"entry\":\"declared\"")) {
        assertThatExceptionOfType(JournalCodec.FormatException.class)
            .isThrownBy(() -> JournalCodec.read(unknownKind))
            .withMessageContaining(
                "expected one of the kinds Approval, ControlLoop, HomeostatControl, ModeOverride,"
                    + " OperatingMode, SLOChain, SignalSource, found Pod");
      }
      String without = line.replaceAll("\"(nowMillis|sinceMillis)\":[0-9]+,", "");
      if (!without.equals(line)) {
        assertThatExceptionOfType(JournalCodec.FormatException.class)
            .as("a number that is left out is not zero")
            .isThrownBy(() -> JournalCodec.read(without));
      }
      for (String field : new String[] {"nowMillis", "inputs", "saved", "mode", "knobs"}) {
        String bent = line.replace("\"" + field + "\":", "\"x" + field + "\":");
        // A spec may have fields that this version does not know, as a resource of a cluster may.
        if (!bent.equals(line) && !line.startsWith("{\"entry\":\"declared\"")) {
          assertThatExceptionOfType(JournalCodec.FormatException.class)
              .isThrownBy(() -> JournalCodec.read(bent));
        }
      }
    }
  }
}
