package dev.homeostat.controllers;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What follows from all that is declared, made anew only when that has changed.
 *
 * @param <T> what follows; immutable
 */
final class OncePerChange<T> implements Supplier<T> {

  private final Declarations declarations;
  private final Function<Declarations, T> derivation;
  private @Nullable Derived<T> last;

  /** What followed from a version. */
  private record Derived<T>(long version, T value) {}

  OncePerChange(Declarations declarations, Function<Declarations, T> derivation) {
    this.declarations = declarations;
    this.derivation = derivation;
  }

  @Override
  public synchronized T get() {
    // Read first: a change that comes meanwhile is seen the next time.
    long version = declarations.version();
    Derived<T> known = last;
    if (known == null || known.version() != version) {
      known = new Derived<>(version, derivation.apply(declarations));
      last = known;
    }
    return known.value();
  }
}
