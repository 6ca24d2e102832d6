package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a namespace with resources in it, while the operator runs. */
@OnSharedOperator
class NamespaceE2E {

  @TempDir private static Path folder;

  @Test
  void namespaceDeleted_inDegraded_isGoneInTime() throws Exception {
    try (OperatorWorld doomed = new OperatorWorld("doomed", folder)) {
      doomed.sharedOperator();
      doomed.configMap("a");
      doomed.burn("a", "20");
      doomed.apply(doomed.operatingMode("a"));
      doomed.awaitLimit("a", "50");

      assertThat(doomed.kubectl.run("delete", "namespace", "doomed", "--timeout=30s").succeeded())
          .isTrue();
    }
  }
}
