package dev.homeostat.engine.imports;

import dev.homeostat.crds.ManifestProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects what an import leaves out and what it refuses. */
final class ImportNotes {

  private final List<ManifestProblem> leftOut = new ArrayList<>();
  private final List<ManifestProblem> refused = new ArrayList<>();

  List<ManifestProblem> leftOut() {
    return leftOut;
  }

  List<ManifestProblem> refused() {
    return refused;
  }

  /** Something without which the SLO still means the same. */
  void leaveOut(Source source, String message) {
    leftOut.add(source.problem("left out: " + message));
  }

  /** Something without which the SLO would mean another thing. */
  void refuse(Source source, String message) {
    refused.add(source.problem("not imported: " + message));
  }

  /** Names every field that is not among those that are read. */
  void leaveOutOthers(Source mapping, String... known) {
    for (String name : mapping.names()) {
      if (!Arrays.asList(known).contains(name) && !mapping.field(name).isMissing()) {
        leaveOut(mapping.field(name), "an SLOChain has nothing that would hold it");
      }
    }
  }
}
