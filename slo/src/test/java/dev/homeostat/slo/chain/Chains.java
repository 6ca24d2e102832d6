package dev.homeostat.slo.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Chains for tests. */
final class Chains {

  static final Compose SERIAL = new Compose.Serial();
  static final Compose FAN_OUT = new Compose.FanOut();
  static final Compose REDUNDANT = new Compose.Redundant(null, null);

  static Compose redundant(double sharedAvailability, String waitedFor) {
    return new Compose.Redundant(sharedAvailability, waitedFor);
  }

  /** A chain whose last stage is the root, or whose first service is where there is no stage. */
  static Chain chain(double objective, List<Service> services, Stage... stages) {
    String root = stages.length == 0 ? services.get(0).name() : stages[stages.length - 1].name();
    ChainCompilation compiled =
        new ChainDeclaration(objective, root, services, List.of(stages)).compile();
    assertThat(compiled).isInstanceOf(ChainCompilation.Compiled.class);
    return ((ChainCompilation.Compiled) compiled).chain();
  }

  /** The chain of the end-to-end tests: gateway, two redundant payment backends, ledger. */
  static Chain checkout() {
    return chain(
        0.99,
        List.of(
            Service.of("gateway", 0.999),
            Service.of("payment-a", 0.99),
            Service.of("payment-b", 0.98),
            Service.of("ledger", 0.995)),
        Stage.of("payment", REDUNDANT, "payment-a", "payment-b"),
        Stage.of("checkout", SERIAL, "gateway", "payment", "ledger"));
  }

  private Chains() {}
}
