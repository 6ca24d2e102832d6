package dev.homeostat.engine;

/** Where every decision is written down with what led to it. */
public interface Journal {

  /** Adds one entry. A journal that cannot be written says so itself and stops nothing. */
  void append(JournalEntry entry);
}
