package dev.homeostat.controllers.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.SLOChainSpec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the rules of a chain are made anew. */
class ChainRuleStateTest {

  private static final String CHAIN =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SLOChain
      metadata: {name: checkout, namespace: shop}
      spec:
        source: main
        objective: "0.99"
        calendar: {unit: Month, start: "2026-01-01T00:00:00", timeZone: Europe/Berlin}
        services: [{name: web, objective: "0.99", errors: e, total: t}]
        root: web
      """;

  private static DeclaredChain declared(String yaml) {
    Manifest<SLOChainSpec> chain =
        ManifestReader.read("chain.yaml", yaml).of(SLOChainSpec.class).get(0);
    return new DeclaredChain(chain.metadata(), "uid", chain.spec());
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  @Test
  void calendarMonth_endsWithItsLocalMidnight() {
    DeclaredChain chain = declared(CHAIN);
    ChainRuleState state = RulesTurn.begin(chain, millis("2026-11-22T00:00:00Z"));

    assertThat(state.isOf(chain, millis("2026-11-30T22:59:59Z"))).isTrue();
    assertThat(state.isOf(chain, millis("2026-11-30T23:00:00Z"))).isFalse();
  }

  @Test
  void rollingPeriod_neverEnds_andAnotherSpecIsNew() {
    String rolling = CHAIN.replaceAll("  calendar: .*\n", "");
    DeclaredChain chain = declared(rolling);
    ChainRuleState state = RulesTurn.begin(chain, 0);

    assertThat(state.isOf(chain, Long.MAX_VALUE - 1)).isTrue();
    assertThat(state.isOf(declared(rolling.replace("0.99", "0.9")), 0)).isFalse();
  }
}
