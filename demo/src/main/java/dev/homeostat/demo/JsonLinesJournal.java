package dev.homeostat.demo;

import dev.homeostat.engine.JournalCodec;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.port.Journal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A journal in a file, one line of JSON an entry. */
final class JsonLinesJournal implements Journal, AutoCloseable {

  private final Path file;
  private final BufferedWriter writer;
  private final Consumer<String> warnings;
  private boolean broken;

  /**
   * Starts a file, or replaces it.
   *
   * @param warnings takes the one line that says that it cannot be written any more
   */
  JsonLinesJournal(Path file, Consumer<String> warnings) throws DemoException {
    this.file = file;
    this.warnings = warnings;
    try {
      writer = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new DemoException(
          "the journal " + file + " cannot be written: " + e + "; name another with --journal");
    }
  }

  @Override
  public void append(JournalEntry entry) {
    if (broken) {
      return;
    }
    try {
      writer.write(JournalCodec.write(entry));
      writer.newLine();
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    broken = true;
    warnings.accept("the journal " + file + " is incomplete: " + e);
  }
}
