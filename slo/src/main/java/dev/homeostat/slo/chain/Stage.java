package dev.homeostat.slo.chain;

import dev.homeostat.slo.Guarantee;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A composition of services and other stages as it is declared.
 *
 * @param name unique among services and stages
 * @param compose how the members combine
 * @param members names of services and stages, each a member of one stage only
 * @param upgradeGate what a re-read at an authority raises the members' guarantee to; null where
 *     there is no such gate
 */
public record Stage(
    String name, Compose compose, List<String> members, @Nullable Guarantee upgradeGate) {

  public Stage {
    members = List.copyOf(members);
  }

  /** A stage without an upgrade gate. */
  public static Stage of(String name, Compose compose, String... members) {
    return new Stage(name, compose, List.of(members), null);
  }
}
