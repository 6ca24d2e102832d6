package dev.homeostat.slo;

import static dev.homeostat.slo.Guarantee.EVENTUAL;
import static dev.homeostat.slo.Guarantee.READ_COMMITTED;
import static dev.homeostat.slo.Guarantee.SERIALIZABLE;
import static dev.homeostat.slo.Guarantee.SNAPSHOT_ISOLATION;
import static dev.homeostat.slo.Guarantee.STRICT_SERIALIZABLE;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

  /** The laws of a lattice: absorption, and that its order is that of meet and join. */
  @Property
  void meetAndJoin_anyTwo_areALattice(@ForAll Guarantee one, @ForAll Guarantee other) {
    assertThat(one.meet(one.join(other))).isEqualTo(one);
    assertThat(one.join(one.meet(other))).isEqualTo(one);
    assertThat(one.isAtLeast(other)).isEqualTo(one.meet(other) == other);
    assertThat(one.isAtLeast(other)).isEqualTo(one.join(other) == one);
  }

  @Property
  void meet_anyThree_isAssociativeAndDistributes(
      @ForAll Guarantee one, @ForAll Guarantee other, @ForAll Guarantee third) {
    assertThat(one.meet(other).meet(third)).isEqualTo(one.meet(other.meet(third)));
    assertThat(one.meet(other).join(third)).isEqualTo(one.join(third).meet(other.join(third)));
  }
}
