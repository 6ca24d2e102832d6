package dev.homeostat.e2e.real;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.RealCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * kubectl as somebody else than the administrator.
 *
 * @param cluster where
 * @param folder for kubeconfigs
 */
record ClusterUsers(RealCluster cluster, Path folder) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Makes the ServiceAccount's Pod and a token that is bound to it; nothing runs in it. */
  String podToken(String namespace, String account, String pod) throws Exception {
    succeed(
        cluster
            .kubectl()
            .runWith(
                """
                {apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: %s},
                 spec: {serviceAccountName: %s, containers: [{name: a, image: none}]}}
                """
                    .formatted(pod, namespace, account),
                "apply",
                "-f",
                "-"));
    return succeed(
            cluster
                .kubectl()
                .run(
                    "create",
                    "token",
                    account,
                    "-n",
                    namespace,
                    "--bound-object-kind=Pod",
                    "--bound-object-name=" + pod))
        .strip();
  }

  /** With a token. */
  Kubectl withToken(String name, String token) throws Exception {
    return user(name, "{token: '%s'}".formatted(token));
  }

  /** As the operator sends what it writes on behalf of a ServiceAccount. */
  Kubectl impersonating(String name, String token, String account, String pod) throws Exception {
    return user(
        name,
        "{token: '%s', as: '%s', as-user-extra: {homeostat.dev/operator-pod: [%s]}}"
            .formatted(token, account, pod));
  }

  private Kubectl user(String name, String yaml) throws IOException {
    ObjectNode config = (ObjectNode) YAML.readTree(cluster.kubeconfig().toFile());
    ((ObjectNode) config.at("/users/0")).set("user", YAML.readTree(yaml));
    Path file = Files.writeString(folder.resolve(name), YAML.writeValueAsString(config));
    return new Kubectl(cluster.kubectl().program(), file);
  }

  static String succeed(Kubectl.Outcome outcome) {
    if (!outcome.succeeded()) {
      throw new AssertionError(outcome.text());
    }
    return outcome.text();
  }
}
