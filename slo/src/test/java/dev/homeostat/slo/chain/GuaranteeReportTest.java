package dev.homeostat.slo.chain;

import static dev.homeostat.slo.Guarantee.EVENTUAL;
import static dev.homeostat.slo.Guarantee.READ_COMMITTED;
import static dev.homeostat.slo.Guarantee.SERIALIZABLE;
import static dev.homeostat.slo.Guarantee.SNAPSHOT_ISOLATION;
import static dev.homeostat.slo.Guarantee.STRICT_SERIALIZABLE;
import static dev.homeostat.slo.chain.Chains.SERIAL;
import static dev.homeostat.slo.chain.Chains.chain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeostat.slo.Guarantee;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A web tier, and behind it a cache and a database that are read together. */
class GuaranteeReportTest {

  @Test
  void guarantee_chain_isTheMeetAndNamesWhoWeakenedIt() {
    assertThat(
            reading(null, STRICT_SERIALIZABLE, EVENTUAL, SERIALIZABLE)
                .guarantee(SNAPSHOT_ISOLATION))
        .isEqualTo(new GuaranteeReport(EVENTUAL, false, List.of(1), List.of()));
  }

  @Test
  void guarantee_asRequired_isSatisfied() {
    assertThat(
            reading(null, STRICT_SERIALIZABLE, SNAPSHOT_ISOLATION, SERIALIZABLE)
                .guarantee(SNAPSHOT_ISOLATION))
        .isEqualTo(new GuaranteeReport(SNAPSHOT_ISOLATION, true, List.of(), List.of()));
  }

  @Test
  void guarantee_severalBelowWhatIsRequired_areAllNamed() {
    assertThat(reading(null, READ_COMMITTED, EVENTUAL, SERIALIZABLE).guarantee(SERIALIZABLE))
        .isEqualTo(new GuaranteeReport(EVENTUAL, false, List.of(0, 1), List.of()));
  }

  @Test
  void guarantee_nothingRequired_namesWhoIsBelowTheStrongest() {
    assertThat(
            reading(null, STRICT_SERIALIZABLE, STRICT_SERIALIZABLE, SERIALIZABLE).guarantee(null))
        .isEqualTo(new GuaranteeReport(SERIALIZABLE, true, List.of(2), List.of()));
  }

  /** The re-read happens behind the cache and the database, so it raises what they gave. */
  @Test
  void guarantee_upgradeGate_raisesWhatIsBelowIt() {
    assertThat(
            reading(SERIALIZABLE, STRICT_SERIALIZABLE, EVENTUAL, READ_COMMITTED)
                .guarantee(SERIALIZABLE))
        .isEqualTo(new GuaranteeReport(SERIALIZABLE, true, List.of(), List.of()));
  }

  @Test
  void guarantee_upgradeGate_raisesNothingBesideIt() {
    assertThat(reading(SERIALIZABLE, READ_COMMITTED, EVENTUAL, EVENTUAL).guarantee(SERIALIZABLE))
        .isEqualTo(new GuaranteeReport(READ_COMMITTED, false, List.of(0), List.of()));
  }

  @Test
  void guarantee_upgradeGate_lowersNothing() {
    assertThat(reading(EVENTUAL, SERIALIZABLE, SERIALIZABLE, SERIALIZABLE).guarantee(SERIALIZABLE))
        .isEqualTo(new GuaranteeReport(SERIALIZABLE, true, List.of(), List.of()));
  }

  @Test
  void guarantee_undeclared_countsAsTheWeakestAndIsNamed() {
    assertThat(reading(null, STRICT_SERIALIZABLE, null, SERIALIZABLE).guarantee(READ_COMMITTED))
        .isEqualTo(new GuaranteeReport(EVENTUAL, false, List.of(1), List.of(1)));
  }

  @Test
  void guarantee_inAnotherMode_isThatOfTheMode() {
    Chain chain = reading(null, STRICT_SERIALIZABLE, SERIALIZABLE, SERIALIZABLE);
    List<Guarantee> degraded = Arrays.asList(STRICT_SERIALIZABLE, EVENTUAL, null);

    assertThat(chain.guarantee(degraded, SERIALIZABLE))
        .isEqualTo(new GuaranteeReport(EVENTUAL, false, List.of(1, 2), List.of(2)));
  }

  @Test
  void guarantee_ofTooFewServices_isRefused() {
    Chain chain = reading(null, null, null, null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> chain.guarantee(List.of(EVENTUAL), EVENTUAL));
  }

  private static Chain reading(Guarantee gate, Guarantee web, Guarantee cache, Guarantee db) {
    return chain(
        0.9,
        List.of(service("web", web), service("cache", cache), service("db", db)),
        new Stage("read", SERIAL, List.of("cache", "db"), gate),
        Stage.of("all", SERIAL, "web", "read"));
  }

  private static Service service(String name, Guarantee guarantee) {
    return new Service(name, 0.9, null, guarantee, null);
  }
}
