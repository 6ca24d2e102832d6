package dev.homeostat.controllers;

import dev.homeostat.crds.OperatingModeSpec;
import java.util.Set;
import java.util.TreeSet;

/** The names of the alerts that any OperatingMode of the cluster uses. */
final class AlertNames {

  static Set<String> of(Declarations declarations) {
    Set<String> found = new TreeSet<>();
    for (Declared one : declarations.all(Kind.OPERATING_MODE)) {
      if (one.resource().spec() instanceof OperatingModeSpec spec) {
        spec.signals().stream()
            .filter(signal -> signal.alert() != null && signal.alert().name() != null)
            .forEach(signal -> found.add(String.valueOf(signal.alert().name())));
      }
    }
    return Set.copyOf(found);
  }

  private AlertNames() {}
}
