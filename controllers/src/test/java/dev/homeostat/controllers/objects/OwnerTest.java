package dev.homeostat.controllers.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerTest {

  @Test
  void parse_textOfOwners_givesThemBack() {
    List<Owner> owners =
        List.of(
            new Owner("kubectl", Owner.APPLY, ""),
            new Owner("kubectl", Owner.UPDATE, "scale"),
            new Owner("a/Apply, b%2C/Update", Owner.UPDATE, ""));
    assertThat(Owner.text(owners))
        .isEqualTo("kubectl/Apply, kubectl/Update/scale, a%2FApply%2C b%252C%2FUpdate/Update");
    assertThat(Owner.parse(Owner.text(owners))).isEqualTo(owners);
  }

  @Test
  void text_oursAmongOthers_isOursAlone() {
    assertThat(
            Owner.text(
                List.of(
                    new Owner("helm", Owner.UPDATE, ""),
                    new Owner("homeostat-operatingmode-1", Owner.APPLY, ""))))
        .isEqualTo("homeostat-operatingmode-1");
  }

  @Test
  void parse_plainNames_haveTheOperationTheyWouldUse() {
    assertThat(Owner.parse("homeostat-x"))
        .containsExactly(new Owner("homeostat-x", Owner.APPLY, ""));
    assertThat(Owner.parse("somebody")).containsExactly(new Owner("somebody", Owner.UPDATE, ""));
    assertThat(Owner.parse("")).isEmpty();
  }
}
