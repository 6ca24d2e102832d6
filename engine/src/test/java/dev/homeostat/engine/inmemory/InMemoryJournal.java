package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.Journal;
import dev.homeostat.engine.JournalCodec;
import dev.homeostat.engine.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory, as lines. */
public final class InMemoryJournal implements Journal {

  private final List<String> lines = new ArrayList<>();

  @Override
  public void append(JournalEntry entry) {
    lines.add(JournalCodec.write(entry));
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }
}
