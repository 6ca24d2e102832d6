package dev.homeostat.controllers.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigMapUseTest {

  private static final String ENV =
      "env: [{name: T, valueFrom: {configMapKeyRef: {name: cm, key: ttl}}}]";
  private static final String WHOLE = "volumes: [{name: v, configMap: {name: cm}}]";

  /** A reader that needs no quotes. */
  private static ConfigMapUse use(String... specs) throws Exception {
    ConfigMapUse use = new ConfigMapUse();
    for (String spec : specs) {
      String json = spec.replaceAll("([\\w./-]+)", "\"$1\"");
      use.add(
          AccountRequests.JSON.readTree(
              "{\"metadata\": {\"name\": \"p\"}, \"spec\": {" + json + "}}"));
    }
    return use;
  }

  private static String container(String rest) {
    return "containers: [{name: app, " + rest + "}]";
  }

  @Test
  void frozenReader_env_isNamedForItsKeyOnly() throws Exception {
    ConfigMapUse use = use(container(ENV));
    assertThat(use.frozenReader("cm", "ttl"))
        .isEqualTo("container app of Pod p reads it from its environment");
    assertThat(use.frozenReader("cm", "size")).isNull();
    assertThat(use.frozenReader("other", "ttl")).isNull();
  }

  @Test
  void frozenReader_envFrom_isNamedForEveryKey() throws Exception {
    ConfigMapUse use = use(container("envFrom: [{configMapRef: {name: cm}}]"));
    assertThat(use.frozenReader("cm", "any")).endsWith("reads it from its environment");
  }

  @Test
  void frozenReader_subPathOfRenamedItem_isNamedForTheKey() throws Exception {
    ConfigMapUse use =
        use(
            container("volumeMounts: [{name: v, subPath: conf/t}]")
                + ", volumes: [{name: v, configMap: {name: cm, items: [{key: ttl, path:"
                + " conf/t}]}}]");
    assertThat(use.frozenReader("cm", "ttl")).endsWith("mounts it with subPath");
    assertThat(use.frozenReader("cm", "conf/t")).isNull();
  }

  @Test
  void frozenReader_anotherPodFollows_isNull() throws Exception {
    String follows = container("volumeMounts: [{name: v}]");
    assertThat(use(container(ENV), follows + ", " + WHOLE).frozenReader("cm", "ttl")).isNull();
  }

  @Test
  void frozenReader_anotherFollowsAnotherKey_isNamed() throws Exception {
    String follows =
        container("volumeMounts: [{name: v}]")
            + ", volumes: [{name: v, projected: {sources: [{configMap: {name: cm, items: [{key:"
            + " size, path: s}]}}]}}]";
    ConfigMapUse use = use(container(ENV), follows);
    assertThat(use.frozenReader("cm", "ttl")).isNotNull();
    assertThat(use.frozenReader("cm", "size")).isNull();
  }

  @Test
  void frozenReader_initContainer_countsAsSidecarOnly() throws Exception {
    String init = "initContainers: [{name: i, " + ENV + "}]";
    assertThat(use(init).frozenReader("cm", "ttl")).isNull();
    assertThat(
            use(init.replace("{name: i", "{restartPolicy: Always, name: i"))
                .frozenReader("cm", "ttl"))
        .isNotNull();
  }
}
