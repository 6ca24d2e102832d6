package dev.homeostat.slo;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GuaranteePropertyTest {

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
