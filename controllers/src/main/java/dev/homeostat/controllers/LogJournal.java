package dev.homeostat.controllers;

import dev.homeostat.engine.Journal;
import dev.homeostat.engine.JournalCodec;
import dev.homeostat.engine.JournalEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the journal into the log {@code dev.homeostat.journal}, where that is at debug. */
final class LogJournal implements Journal {

  private static final Logger LOG = LoggerFactory.getLogger("dev.homeostat.journal");

  @Override
  public void append(JournalEntry entry) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(JournalCodec.write(entry));
    }
  }
}
