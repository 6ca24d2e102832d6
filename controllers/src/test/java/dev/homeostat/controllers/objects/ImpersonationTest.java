package dev.homeostat.controllers.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImpersonationTest {

  @Test
  void headers_keyWithSlash_isEscaped() {
    assertThat(
            Impersonation.ofServiceAccounts(
                    Map.of("authentication.kubernetes.io/Pod name%", List.of("p-0", "p-1")))
                .headers("shop", "knobs"))
        .containsExactly(
            Map.entry("Impersonate-User", List.of("system:serviceaccount:shop:knobs")),
            Map.entry(
                "Impersonate-Extra-authentication.kubernetes.io%2fpod%20name%25",
                List.of("p-0", "p-1")));
  }

  @Test
  void headers_noImpersonation_areNone() {
    assertThat(Impersonation.none().headers("shop", "knobs")).isEmpty();
  }
}
