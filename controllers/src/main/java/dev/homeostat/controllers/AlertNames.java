package dev.homeostat.controllers;

import dev.homeostat.crds.OperatingModeSpec;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The names of the alerts that any OperatingMode of the cluster uses. */
final class AlertNames implements Supplier<Set<String>> {

  private final Declarations declarations;
  private long version = -1;
  private Set<String> names = Set.of();

  AlertNames(Declarations declarations) {
    this.declarations = declarations;
  }

  @Override
  public synchronized Set<String> get() {
    long now = declarations.version();
    if (now != version) {
      Set<String> found = new TreeSet<>();
      for (Declared one : declarations.all(Kind.OPERATING_MODE)) {
        if (one.resource().spec() instanceof OperatingModeSpec spec) {
          spec.signals().stream()
              .filter(signal -> signal.alert() != null && signal.alert().name() != null)
              .forEach(signal -> found.add(String.valueOf(signal.alert().name())));
        }
      }
      names = Set.copyOf(found);
      version = now;
    }
    return names;
  }
}
