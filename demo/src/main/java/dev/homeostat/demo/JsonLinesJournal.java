package dev.homeostat.demo;

import dev.homeostat.engine.Journal;
import dev.homeostat.engine.JournalCodec;
import dev.homeostat.engine.JournalEntry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
          "the journal "
              + file
              + " cannot be written: "
              + reason(e)
              + "; name another file with --journal");
    }
  }

  private String reason(IOException failure) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    if (failure instanceof NoSuchFileException && folder != null && !Files.exists(folder)) {
      return "there is no folder " + folder;
    }
    return failure instanceof AccessDeniedException ? "this user may not" : failure.toString();
  }

  @Override
  public void append(JournalEntry entry) {
    if (broken) {
      return;
    }
    try {
      writer.write(JournalCodec.write(entry));
      writer.write('\n');
      // A run that is killed leaves whole lines, and all of them.
      writer.flush();
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
    if (broken) {
      return;
    }
    broken = true;
    warnings.accept(
        "the journal "
            + file
            + " is incomplete: "
            + e.getMessage()
            + "; make room, or name another file with --journal");
  }
}
