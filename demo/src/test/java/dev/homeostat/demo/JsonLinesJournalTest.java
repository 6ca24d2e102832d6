package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeostat.engine.JournalCodec;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.policy.PolicySet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesJournalTest {

  private static final JournalEntry ENTRY =
      new JournalEntry.Declared(JournalEntry.VERSION, 7, new PolicySet(List.of()));

  private final List<String> warnings = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void append_entry_isAWholeLineInTheFileAtOnce() throws Exception {
    Path file = folder.resolve("run.jsonl");
    try (JsonLinesJournal journal = new JsonLinesJournal(file, warnings::add)) {
      journal.append(ENTRY);

      assertThat(file).hasContent(JournalCodec.write(ENTRY) + "\n");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void new_existingFile_isReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("run.jsonl"), "of another run\n");

    new JsonLinesJournal(file, warnings::add).close();

    assertThat(file).isEmptyFile();
  }

  @Test
  void new_folderMissing_saysSo() {
    Path file = folder.resolve("none").resolve("run.jsonl");

    assertThatThrownBy(() -> new JsonLinesJournal(file, warnings::add))
        .isInstanceOf(DemoException.class)
        .hasMessage(
            "the journal %s cannot be written: there is no folder %s; name another file with"
                + " --journal",
            file, file.getParent());
  }

  @Test
  void new_isAFolder_saysSo() {
    assertThatThrownBy(() -> new JsonLinesJournal(folder, warnings::add))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining(folder + " cannot be written: it is a folder");
  }

  @Test
  void append_diskFull_warnsOnceAndStopsNothing() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full));
    try (JsonLinesJournal journal = new JsonLinesJournal(full, warnings::add)) {
      journal.append(ENTRY);
      journal.append(ENTRY);
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("the journal /dev/full is incomplete", "--journal");
  }
}
