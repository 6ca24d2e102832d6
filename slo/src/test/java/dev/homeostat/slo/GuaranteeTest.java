package dev.homeostat.slo;

import static dev.homeostat.slo.Guarantee.EVENTUAL;
import static dev.homeostat.slo.Guarantee.READ_COMMITTED;
import static dev.homeostat.slo.Guarantee.SERIALIZABLE;
import static dev.homeostat.slo.Guarantee.SNAPSHOT_ISOLATION;
import static dev.homeostat.slo.Guarantee.STRICT_SERIALIZABLE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuaranteeTest {

  /** The design, section 2.1: StrictSerializable > Serializable > ... > Eventual. */
  @Test
  void values_standFromTheStrongestToTheWeakest() {
    assertThat(Guarantee.values())
        .containsExactly(
            STRICT_SERIALIZABLE, SERIALIZABLE, SNAPSHOT_ISOLATION, READ_COMMITTED, EVENTUAL);
  }

  @Test
  void meet_twoGuarantees_isTheWeakerOne() {
    assertThat(SERIALIZABLE.meet(READ_COMMITTED)).isEqualTo(READ_COMMITTED);
    assertThat(READ_COMMITTED.meet(SERIALIZABLE)).isEqualTo(READ_COMMITTED);
  }

  @Test
  void join_twoGuarantees_isTheStrongerOne() {
    assertThat(EVENTUAL.join(SNAPSHOT_ISOLATION)).isEqualTo(SNAPSHOT_ISOLATION);
    assertThat(SNAPSHOT_ISOLATION.join(EVENTUAL)).isEqualTo(SNAPSHOT_ISOLATION);
  }
}
