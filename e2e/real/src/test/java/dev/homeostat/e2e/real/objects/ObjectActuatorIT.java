package dev.homeostat.e2e.real.objects;

import static dev.homeostat.e2e.real.objects.LiveObjects.NOTE;
import static dev.homeostat.e2e.real.objects.LiveObjects.OURS;
import static dev.homeostat.e2e.real.objects.LiveObjects.configMapYaml;
import static dev.homeostat.e2e.real.objects.LiveObjects.failed;
import static dev.homeostat.e2e.real.objects.LiveObjects.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeostat.controllers.objects.Impersonation;
import dev.homeostat.controllers.objects.ObjectActuator;
import dev.homeostat.e2e.real.OnRealCluster;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TargetObject;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads and writes of objects as an account, on a real API server. */
@OnRealCluster
class ObjectActuatorIT {

  private static final String KEY = "/data/ttl";
  private static final String CONTAINERS = "/spec/template/spec/containers";

  private static LiveObjects live;

  @BeforeAll
  static void start() throws Exception {
    live = LiveObjects.in("objects-it");
  }

  @AfterAll
  static void end() throws Exception {
    live.close();
  }

  private static ObjectRef configMap(String name, String data) throws Exception {
    live.runWith(configMapYaml(name, data), "apply", "-f", "-");
    return live.configMap(name);
  }

  private static ObjectRef deployment(String name) throws Exception {
    live.runWith(LiveObjects.DEPLOYMENT.replace("NAME", name), "apply", "-f", "-");
    return live.deployment(name);
  }

  private static ObjectWrite as(String account, ObjectWrite write) {
    return new ObjectWrite(
        write.object(),
        write.uid(),
        new Author(OURS.manager(), account),
        write.fields(),
        write.takeOver(),
        write.note());
  }

  @Test
  void read_deployment_namesFieldsTypesAndOwners() throws Exception {
    ObjectRef object = deployment("read");
    live.run("scale", "deployment", "read", "--replicas=4");
    live.run("annotate", "deployment", "read", "a.b/c=text");
    TargetObject.Present present = live.present(object);
    assertThat(present.uid()).isEqualTo(live.get(object).at("/metadata/uid").asText());
    assertThat(present.annotations()).containsEntry("a.b/c", "text");
    String client = "kubectl-client-side-apply/Update";
    assertThat(present.fields())
        .containsEntry("/spec/replicas", new TargetObject.Field("4", "kubectl/Update/scale"))
        .containsEntry(CONTAINERS + "[name=app]/image", new TargetObject.Field("app:1", client))
        .containsEntry(
            CONTAINERS + "[name=app]/ports[containerPort=80,protocol=TCP]/containerPort",
            new TargetObject.Field("80", client))
        .containsEntry(
            "/spec/strategy/rollingUpdate/maxSurge", new TargetObject.Field("25%", client))
        .containsEntry(
            "/metadata/annotations/a.b~1c",
            new TargetObject.Field("text", "kubectl-annotate/Update"))
        .doesNotContainKeys(
            "/kind", "/apiVersion", "/metadata/name", CONTAINERS + "[name=app]/args/0");
    assertThat(present.fields().keySet()).noneMatch(path -> path.startsWith("/status"));
  }

  @Test
  void read_fieldsOfNobody_haveNoOwner() throws Exception {
    live.runWith(
        LiveObjects.DEPLOYMENT.replace("NAME", "defaults"), "apply", "--server-side", "-f", "-");
    TargetObject.Present present = live.present(live.deployment("defaults"));
    assertThat(present.fields())
        .containsEntry("/spec/progressDeadlineSeconds", new TargetObject.Field("600", ""))
        .containsEntry("/spec/replicas", new TargetObject.Field("3", "kubectl/Apply"));
  }

  @Test
  void read_objectThatIsNotThere_isAbsent() {
    assertThat(live.actuator().read(live.configMap("none"), "knobs"))
        .isEqualTo(new TargetObject.Absent());
  }

  @Test
  void read_accountWithoutRights_saysWhichToAdd() throws Exception {
    ObjectRef object = configMap("unreadable", "{ttl: '60'}");
    TargetObject read = live.actuator().read(object, "nobody");
    assertThat(read)
        .isEqualTo(
            new TargetObject.Unreadable(
                "ServiceAccount objects-it/nobody may not get configmaps objects-it/unreadable;"
                    + " add a Role in namespace objects-it with apiGroups [\"\"], resources"
                    + " [\"configmaps\"], resourceNames [\"unreadable\"], verbs [\"get\","
                    + " \"patch\"], and bind it to the account"));
  }

  @Test
  void read_serverGone_isUnreadable() throws Exception {
    try (var nowhere =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:1").build())
            .build()) {
      ObjectActuator actuator =
          new ObjectActuator(
              nowhere, Impersonation.none(), Duration.ofSeconds(2), () -> true, () -> 0);
      assertThat(actuator.read(live.configMap("x"), "knobs"))
          .isInstanceOfSatisfying(
              TargetObject.Unreadable.class,
              unreadable ->
                  assertThat(unreadable.message())
                      .startsWith(
                          "expected to read configmaps objects-it/x, found: ConnectException;"));
    }
  }

  @Test
  void apply_configMapKey_setsItWithTheNote() throws Exception {
    ObjectRef object = configMap("key", "{ttl: '60', a.b_c: x}");
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    TargetObject.Present present = live.present(object);
    assertThat(present.fields())
        .containsEntry(KEY, new TargetObject.Field("5", OURS.manager()))
        .containsEntry(
            "/data/a.b_c", new TargetObject.Field("x", "kubectl-client-side-apply/Update"));
    assertThat(present.annotations()).containsEntry(NOTE, "before");
  }

  @ParameterizedTest
  @CsvSource({
    "/spec/replicas,2,/spec/replicas,2",
    "/spec/paused,true,/spec/paused,true",
    "/spec/strategy/rollingUpdate/maxSurge,50%,/spec/strategy/rollingUpdate/maxSurge,\"50%\"",
    "/spec/strategy/rollingUpdate/maxUnavailable,2,/spec/strategy/rollingUpdate/maxUnavailable,2",
    CONTAINERS + "[name=app]/image,app:2," + CONTAINERS + "/1/image,\"app:2\"",
    CONTAINERS
        + "[name=app]/resources/limits/cpu,750m,"
        + CONTAINERS
        + "/1/resources/limits/cpu,\"750m\"",
    "/metadata/annotations/a.b~1c,d,/metadata/annotations/a.b~1c,\"d\"",
  })
  void apply_field_keepsItsTypeAndItsNeighbours(String path, String text, String at, String json)
      throws Exception {
    String name = "t" + Integer.toHexString(path.hashCode());
    ObjectRef object = live.deployment(name);
    live.runWith(
        LiveObjects.DEPLOYMENT
            .replace("NAME", name)
            .replace(
                "replicas: 3",
                "replicas: 3\n  paused: false\n  strategy: {rollingUpdate: {maxUnavailable: 1}}")
            .replace("args: [\"-v\"]", "args: [\"-v\"]\n        resources: {limits: {cpu: 500m}}"),
        "create",
        "-f",
        "-");
    live.run("annotate", "deployment", name, "a.b/c=x");
    // The API server leaves out a boolean that is false where the type says so.
    if (path.equals("/spec/paused")) {
      live.run("patch", "deployment", name, "--type=merge", "-p", "{\"spec\":{\"paused\":true}}");
    }
    written(live.actuator().apply(live.taking(object, path, text)));
    JsonNode got = live.get(object);
    assertThat(got.at(at)).isEqualTo(new ObjectMapper().readTree(json.strip()));
    assertThat(got.at(CONTAINERS)).hasSize(2);
    assertThat(got.at(CONTAINERS + "/1/args/0").asText()).isEqualTo("-v");
    assertThat(live.field(object, path).manager()).isEqualTo(OURS.manager());
  }

  @Test
  void apply_objectGoneOrMadeAnew_createsAndChangesNothing() throws Exception {
    ObjectRef object = configMap("anew", "{ttl: '60'}");
    ObjectWrite write = live.taking(object, KEY, "5");
    live.run("delete", "cm", "anew");
    failed(live.actuator().apply(write), "TargetMissing");
    assertThat(live.actuator().read(object, "knobs")).isEqualTo(new TargetObject.Absent());
    configMap("anew", "{ttl: '60'}");
    failed(live.actuator().apply(write), "TargetMissing");
    assertThat(live.field(object, KEY).text()).isEqualTo("60");
  }

  @Test
  void apply_objectGoesRightBeforeTheWrite_createsNothing() throws Exception {
    ObjectRef object = configMap("goes", "{ttl: '60'}");
    ObjectWrite write = live.taking(object, KEY, "5");
    ObjectActuator actuator = live.actuator(() -> does("delete", "cm", "goes"), () -> 0);
    failed(actuator.apply(write), "TargetMissing");
    assertThat(live.actuator().read(object, "knobs")).isEqualTo(new TargetObject.Absent());
  }

  private static boolean does(String... command) {
    try {
      live.run(command);
      return true;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void apply_twoFields_oneLeftOutLaterIsDeleted() throws Exception {
    ObjectRef object = configMap("two", "{ttl: '60', size: '9'}");
    written(live.actuator().apply(live.taking(object, KEY, "5", "/data/size", "8")));
    written(live.actuator().apply(live.taking(object, KEY, "4", "/data/size", "8")));
    assertThat(live.present(object).fields()).containsKeys(KEY, "/data/size");
    written(live.actuator().apply(live.taking(object, KEY, "4")));
    assertThat(live.present(object).fields()).containsKey(KEY).doesNotContainKey("/data/size");
  }

  @Test
  void apply_fieldOfSomebodyElse_namesHimAndWaits() throws Exception {
    ObjectRef object = live.deployment("conflict");
    deployment("conflict");
    live.run("scale", "deployment", "conflict", "--replicas=4");
    String image = CONTAINERS + "[name=app]/image";
    String message =
        failed(
            live.actuator().apply(live.write(object, "/spec/replicas", "2", image, "app:2")),
            "Conflict");
    assertThat(message)
        .startsWith("deployments.apps objects-it/conflict: ")
        .contains(
            "spec.replicas is owned by kubectl/Update/scale",
            "spec.template.spec.containers[name=\"app\"].image is owned by"
                + " kubectl-client-side-apply/Update")
        .endsWith("; set takeOver: true on the knob, or have that owner drop the field");
    assertThat(live.field(object, "/spec/replicas").text()).isEqualTo("4");
    written(live.actuator().apply(live.taking(object, "/spec/replicas", "2", image, "app:2")));
    assertThat(live.field(object, image))
        .isEqualTo(new TargetObject.Field("app:2", OURS.manager()));
  }

  @Test
  void apply_onlyOneOfTwoMayBeTaken_takesNone() throws Exception {
    ObjectRef object = configMap("half", "{ttl: '60', size: '9'}");
    ObjectWrite write = live.write(object, KEY, "5", "/data/size", "8");
    write.takeOver().add(KEY);
    assertThat(failed(live.actuator().apply(write), "Conflict"))
        .contains("data.size is owned by kubectl-client-side-apply/Update");
    assertThat(live.field(object, KEY).text()).isEqualTo("60");
  }

  @Test
  void apply_changedBetweenTheTries_takesOnlyWhatItSaw() throws Exception {
    ObjectRef object = configMap("between", "{ttl: '60'}");
    AtomicInteger asked = new AtomicInteger();
    ObjectActuator actuator =
        live.actuator(
            () -> asked.getAndIncrement() != 1 || does("annotate", "cm", "between", "a=b"),
            () -> 0);
    written(actuator.apply(live.taking(object, KEY, "5")));
    assertThat(asked).hasValue(4);
    assertThat(live.field(object, KEY).text()).isEqualTo("5");
  }

  @Test
  void apply_noteEditedBySomebody_isOursAgain() throws Exception {
    ObjectRef object = configMap("edited", "{ttl: '60'}");
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    live.run("annotate", "cm", "edited", "--overwrite", NOTE + "=scribble");
    written(live.actuator().apply(live.write(object, KEY, "5")));
    assertThat(live.present(object).annotations()).containsEntry(NOTE, "before");
  }

  @Test
  void apply_accountMayNotPatch_saysWhatToAdd() throws Exception {
    ObjectRef object = configMap("readonly", "{ttl: '60'}");
    assertThat(
            failed(live.actuator().apply(as("reader", live.taking(object, KEY, "5"))), "Forbidden"))
        .isEqualTo(
            "ServiceAccount objects-it/reader may not patch configmaps objects-it/readonly; add a"
                + " Role in namespace objects-it with apiGroups [\"\"], resources"
                + " [\"configmaps\"], resourceNames [\"readonly\"], verbs [\"get\", \"patch\"],"
                + " and bind it to the account");
    assertThat(live.field(object, KEY).text()).isEqualTo("60");
  }

  @Test
  void apply_notLeader_writesNothing() throws Exception {
    ObjectRef object = configMap("stale", "{ttl: '60'}");
    failed(live.actuator(() -> false, () -> 0).apply(live.taking(object, KEY, "5")), "NotLeader");
    assertThat(live.field(object, KEY).text()).isEqualTo("60");
  }

  @ParameterizedTest
  @CsvSource({
    "/spec/none,1,FieldMissing,has no field /spec/none; create it with a value",
    CONTAINERS + "[name=app]/args/0,-q,FieldNotApplicable,args",
    CONTAINERS + "/0/image,app:2,FieldNotApplicable,such as containers[name=app]",
    CONTAINERS + "[name=app]/name,web,FieldNotApplicable,would be another item",
    "/spec/selector/matchLabels/app,x,FieldNotApplicable,replaced as a whole",
    "/spec/replicas,many,FieldNotApplicable,holds a number",
    "/spec/replicas,-1,Rejected,must be greater than or equal to 0",
  })
  void apply_fieldThatCannotBeSet_saysWhatToDo(
      String path, String text, String reason, String message) throws Exception {
    ObjectRef object = deployment("unfit");
    assertThat(failed(live.actuator().apply(live.taking(object, path, text)), reason))
        .contains("deployments.apps objects-it/unfit", message);
  }

  @Test
  void read_immutableConfigMap_isBarredAndWriteRejected() throws Exception {
    live.runWith(
        configMapYaml("sealed", "{ttl: '60'}").replace(", data:", ", immutable: true, data:"),
        "create",
        "-f",
        "-");
    ObjectRef object = live.configMap("sealed");
    assertThat(live.field(object, KEY).barrier())
        .isEqualTo("the ConfigMap is immutable; make it anew without immutable: true");
    assertThat(failed(live.actuator().apply(live.taking(object, KEY, "5")), "Rejected"))
        .contains("field is immutable when `immutable` is set");
  }

  @Test
  void read_keyThatPodsReadOnce_isBarredUntilOneFollowsIt() throws Exception {
    ObjectRef object = configMap("read-once", "{ttl: '60', sub: x, free: 'y'}");
    live.runWith(
        pod(
            "once",
            "{name: TTL, valueFrom: {configMapKeyRef: {name: read-once, key: ttl}}}",
            "{name: v, mountPath: /x, subPath: sub}"),
        "create",
        "-f",
        "-");
    assertThat(live.field(object, KEY).barrier()).isEmpty();
    live.run("create", "role", "pods", "--verb=list", "--resource=pods");
    live.run("create", "rolebinding", "pods", "--role=pods", "--serviceaccount=objects-it:knobs");
    AtomicInteger millis = new AtomicInteger();
    ObjectActuator actuator = live.actuator(() -> true, millis::get);
    assertThat(barrier(actuator, object, KEY))
        .isEqualTo(
            "container app of Pod once reads it from its environment, which holds what it held when"
                + " the container started, and no Pod follows the key; mount the ConfigMap as a"
                + " volume without subPath");
    assertThat(barrier(actuator, object, "/data/sub"))
        .startsWith("container app of Pod once mounts it with subPath");
    assertThat(barrier(actuator, object, "/data/free")).isEmpty();
    live.runWith(pod("follows", "", "{name: v, mountPath: /x}"), "create", "-f", "-");
    millis.set(29_999);
    assertThat(barrier(actuator, object, KEY)).isNotEmpty();
    millis.set(30_000);
    assertThat(barrier(actuator, object, KEY)).isEmpty();
  }

  private static String barrier(ObjectActuator actuator, ObjectRef object, String path) {
    return ((TargetObject.Present) actuator.read(object, "knobs")).fields().get(path).barrier();
  }

  private static String pod(String name, String env, String mount) {
    return """
    {apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {automountServiceAccountToken: false,
    containers: [{name: app, image: "a:1", env: [%s], volumeMounts: [%s]}],
    volumes: [{name: v, configMap: {name: read-once}}]}}
    """
        .formatted(name, env, mount);
  }

  @Test
  void impersonation_headers_arriveWithGroupsAndExtras() throws Exception {
    var request =
        live.client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(live.client.getMasterUrl() + "apis/authentication.k8s.io/v1/selfsubjectreviews");
    Impersonation.ofServiceAccounts(LiveObjects.EXTRAS)
        .headers("objects-it", "knobs")
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    String body = "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}";
    String answer =
        live.client
            .getHttpClient()
            .sendAsync(request.method("POST", "application/json", body).build(), String.class)
            .get(20, TimeUnit.SECONDS)
            .body();
    JsonNode user = new ObjectMapper().readTree(answer).at("/status/userInfo");
    assertThat(user.path("username").asText()).isEqualTo("system:serviceaccount:objects-it:knobs");
    assertThat(user.path("groups"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            "system:serviceaccounts", "system:serviceaccounts:objects-it", "system:authenticated");
    assertThat(user.path("extra").path("homeostat.dev/pod-name").path(0).asText()).isEqualTo("p-0");
  }

  @Test
  void apply_withoutImpersonation_writesAsTheClient() throws Exception {
    ObjectRef object = configMap("plain", "{ttl: '60'}");
    ObjectActuator actuator =
        new ObjectActuator(
            live.client, Impersonation.none(), Duration.ofSeconds(20), () -> true, () -> 0);
    written(actuator.apply(as("nobody", live.taking(object, KEY, "5"))));
    assertThat(live.field(object, KEY).text()).isEqualTo("5");
  }
}
