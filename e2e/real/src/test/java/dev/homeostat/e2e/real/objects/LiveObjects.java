package dev.homeostat.e2e.real.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.controllers.objects.Impersonation;
import dev.homeostat.controllers.objects.ObjectActuator;
import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.RealCluster;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.WriteResult;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A namespace of a real API server, with an account that may get and patch, and the port on it. */
final class LiveObjects implements AutoCloseable {

  /** Nobody counts it down: waiting for it is the pause between two writes. */
  private static final CountDownLatch PAUSE = new CountDownLatch(1);

  static final String NOTE = "homeostat.dev/om-1";
  static final Author OURS = new Author("homeostat-operatingmode-1", "knobs");
  static final Map<String, List<String>> EXTRAS = Map.of("homeostat.dev/Pod-name", List.of("p-0"));
  static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: NAME}
      spec:
        replicas: 3
        selector: {matchLabels: {app: NAME}}
        template:
          metadata: {labels: {app: NAME}}
          spec:
            containers:
            - {name: side, image: "side:1"}
            - name: app
              image: "app:1"
              args: ["-v"]
              ports:
              - {containerPort: 80}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  final String namespace;
  final Kubectl kubectl;
  final KubernetesClient client;
  private final ObjectActuator actuator;

  private LiveObjects(String namespace, Kubectl kubectl, KubernetesClient client) {
    this.namespace = namespace;
    this.kubectl = kubectl;
    this.client = client;
    this.actuator = actuator(() -> true, () -> 0L);
  }

  static LiveObjects in(String namespace) throws Exception {
    RealCluster cluster = RealCluster.shared();
    KubernetesClient client =
        new KubernetesClientBuilder().withConfig(config(cluster.kubeconfig())).build();
    LiveObjects made = new LiveObjects(namespace, cluster.kubectl(), client);
    made.admin("create", "namespace", namespace);
    made.account("knobs", "get,patch");
    made.account("reader", "get");
    made.account("nobody", "list");
    return made;
  }

  /** fabric8 takes a key for an RSA one where the file does not say what it is. */
  private static Config config(Path kubeconfig) throws Exception {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    if (config.getClientCertFile() != null) {
      try (InputStream certificate = Files.newInputStream(Path.of(config.getClientCertFile()))) {
        config.setClientKeyAlgo(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(certificate)
                .getPublicKey()
                .getAlgorithm());
      }
    }
    return config;
  }

  private void account(String name, String verbs) throws Exception {
    run("create", "serviceaccount", name);
    run(
        "create",
        "role",
        name,
        "--verb=" + verbs,
        "--resource=configmaps,deployments.apps,services,ingresses.networking.k8s.io");
    run(
        "create",
        "rolebinding",
        name,
        "--role=" + name,
        "--serviceaccount=" + namespace + ":" + name);
  }

  ObjectActuator actuator() {
    return actuator;
  }

  ObjectActuator actuator(BooleanSupplier mayWrite, LongSupplier millis) {
    return new ObjectActuator(
        client, Impersonation.ofServiceAccounts(EXTRAS), Duration.ofSeconds(20), mayWrite, millis);
  }

  /** kubectl in the namespace; it must do. */
  String run(String... arguments) throws Exception {
    return runWith("", arguments);
  }

  String runWith(String input, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("-n", namespace));
    all.addAll(List.of(arguments));
    Kubectl.Outcome outcome = kubectl.runWith(input, all.toArray(String[]::new));
    assertThat(outcome.succeeded()).as(outcome.text()).isTrue();
    return outcome.text();
  }

  void admin(String... arguments) throws Exception {
    Kubectl.Outcome outcome = kubectl.run(arguments);
    assertThat(outcome.succeeded()).as(outcome.text()).isTrue();
  }

  ObjectRef configMap(String name) {
    return ObjectRef.configMap(namespace, name);
  }

  ObjectRef deployment(String name) {
    return new ObjectRef("apps", "v1", "deployments", namespace, name);
  }

  static String configMapYaml(String name, String data) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: " + data + "}";
  }

  JsonNode get(ObjectRef object) throws Exception {
    return JSON.readTree(
        run("get", object.resource(), object.name(), "-o", "json", "--show-managed-fields"));
  }

  /** Who owns what, without the times and without our own entries. */
  List<String> owners(ObjectRef object) throws Exception {
    List<String> owners = new ArrayList<>();
    for (JsonNode entry : get(object).path("metadata").path("managedFields")) {
      if (!entry.path("manager").asText().equals("kube-controller-manager")) {
        ((ObjectNode) entry).remove("time");
        owners.add(entry.toPrettyString());
      }
    }
    owners.sort(Comparator.naturalOrder());
    return owners;
  }

  TargetObject.Present present(ObjectRef object) {
    TargetObject read = actuator.read(object, "knobs");
    assertThat(read).isInstanceOf(TargetObject.Present.class);
    return (TargetObject.Present) read;
  }

  TargetObject.Field field(ObjectRef object, String pointer) {
    TargetObject.Field field = present(object).fields().get(pointer);
    assertThat(field).as(pointer).isNotNull();
    return field;
  }

  /** A write of pointers and texts in turn; any of them may be taken over. */
  ObjectWrite taking(ObjectRef object, String... fields) {
    SortedMap<String, String> texts = texts(fields);
    return new ObjectWrite(
        object,
        present(object).uid(),
        OURS,
        texts,
        List.copyOf(texts.keySet()),
        new ObjectWrite.Note(NOTE, "before"));
  }

  /** A write that takes nothing over. */
  ObjectWrite write(ObjectRef object, String... fields) {
    ObjectWrite all = taking(object, fields);
    return new ObjectWrite(object, all.uid(), OURS, all.fields(), new ArrayList<>(), all.note());
  }

  private static SortedMap<String, String> texts(String... fields) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      texts.put(fields[i], fields[i + 1]);
    }
    return texts;
  }

  ObjectRestore restore(ObjectRef object, Map<String, TargetObject.Field> before) {
    SortedMap<String, ObjectRestore.Before> fields = new TreeMap<>();
    before.forEach(
        (path, field) -> fields.put(path, new ObjectRestore.Before(field.text(), field.manager())));
    return new ObjectRestore(object, present(object).uid(), OURS, fields, NOTE);
  }

  /** Writes again each second, as the operator does, while the Deployment controller is faster. */
  static WriteResult unraced(Supplier<WriteResult> write) throws InterruptedException {
    WriteResult result = write.get();
    for (int i = 0;
        i < 20 && result instanceof WriteResult.Failed failed && failed.reason().equals("Conflict");
        i++) {
      PAUSE.await(1, TimeUnit.SECONDS);
      result = write.get();
    }
    return result;
  }

  static void written(WriteResult result) {
    assertThat(result).isEqualTo(new WriteResult.Written());
  }

  static String failed(WriteResult result, String reason) {
    assertThat(result).isInstanceOf(WriteResult.Failed.class);
    WriteResult.Failed failed = (WriteResult.Failed) result;
    assertThat(failed.reason()).as(failed.message()).isEqualTo(reason);
    return failed.message();
  }

  @Override
  public void close() throws IOException {
    client.close();
    try {
      kubectl.run("delete", "namespace", namespace, "--wait=false");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
