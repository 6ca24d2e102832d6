package dev.homeostat.e2e.real.objects;

import static dev.homeostat.e2e.real.objects.LiveObjects.NOTE;
import static dev.homeostat.e2e.real.objects.LiveObjects.OURS;
import static dev.homeostat.e2e.real.objects.LiveObjects.configMapYaml;
import static dev.homeostat.e2e.real.objects.LiveObjects.failed;
import static dev.homeostat.e2e.real.objects.LiveObjects.unraced;
import static dev.homeostat.e2e.real.objects.LiveObjects.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.e2e.real.OnRealCluster;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.TargetObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether values and owners are as before, on a real API server. */
@OnRealCluster
class RestoreIT {

  private static final String KEY = "/data/ttl";
  private static final String REPLICAS = "/spec/replicas";
  private static final String IMAGE = "/spec/template/spec/containers[name=app]/image";

  private static LiveObjects live;

  @BeforeAll
  static void start() throws Exception {
    live = LiveObjects.in("restore-it");
  }

  @AfterAll
  static void end() throws Exception {
    live.close();
  }

  /** Writes a field as its owner does, and perhaps others of the same object. */
  private static ObjectRef make(String how, String name) throws Exception {
    String both = configMapYaml(name, "{ttl: '60', other: x}");
    String other = configMapYaml(name, "{other: x}");
    String deployment = LiveObjects.DEPLOYMENT.replace("NAME", name);
    String[] server = {"apply", "--server-side", "-f", "-"};
    switch (how) {
      case "client-side apply" -> live.runWith(both, "apply", "-f", "-");
      case "server-side apply" -> live.runWith(both, server);
      case "server-side apply of nothing else" ->
          live.runWith(configMapYaml(name, "{ttl: '60'}"), server);
      case "edit" -> live.runWith(both, "create", "-f", "-", "--field-manager=kubectl-edit");
      case "helm" -> live.runWith(both, "create", "-f", "-", "--field-manager=helm");
      case "patch" -> {
        live.runWith(other, "apply", "-f", "-");
        live.run("patch", "cm", name, "--type=merge", "-p", "{\"data\":{\"ttl\":\"60\"}}");
      }
      case "controller with a slash" -> {
        live.runWith(other, server);
        live.run(
            "patch",
            "cm",
            name,
            "--field-manager=a/Apply, b/Update controller",
            "--type=merge",
            "-p",
            "{\"data\":{\"ttl\":\"60\"}}");
      }
      case "two appliers" -> {
        live.runWith(both, server);
        live.runWith(
            configMapYaml(name, "{ttl: '60'}"),
            "apply",
            "--server-side",
            "-f",
            "-",
            "--field-manager=flux");
      }
      case "applier and updater" -> {
        live.runWith(both, "create", "-f", "-", "--field-manager=helm");
        live.runWith(configMapYaml(name, "{ttl: '60'}"), server);
      }
      case "scale" -> {
        live.runWith(deployment.replace("replicas: 3", "replicas: 1"), "apply", "-f", "-");
        live.run("scale", "deployment", name, "--replicas=3");
      }
      case "Deployment client-side" -> live.runWith(deployment, "apply", "-f", "-");
      case "Deployment server-side" -> live.runWith(deployment, server);
      case "Deployment of nobody" ->
          live.runWith(deployment.replace("replicas: 3", "paused: true"), server);
      default -> throw new IllegalArgumentException(how);
    }
    return how.startsWith("Deployment") || how.equals("scale")
        ? live.deployment(name)
        : live.configMap(name);
  }

  @ParameterizedTest
  @CsvSource({
    "client-side apply,kubectl-client-side-apply/Update," + KEY + ",5",
    "client-side apply,kubectl-client-side-apply/Update," + KEY + ",60",
    "server-side apply,kubectl/Apply," + KEY + ",5",
    "server-side apply,kubectl/Apply," + KEY + ",60",
    "server-side apply of nothing else,kubectl/Apply," + KEY + ",5",
    "edit,kubectl-edit/Update," + KEY + ",5",
    "helm,helm/Update," + KEY + ",5",
    "helm,helm/Update," + KEY + ",60",
    "patch,kubectl-patch/Update," + KEY + ",5",
    "patch,kubectl-patch/Update," + KEY + ",60",
    "controller with a slash,a%2FApply%2C b%2FUpdate controller/Update," + KEY + ",5",
    "two appliers,'flux/Apply, kubectl/Apply'," + KEY + ",5",
    "two appliers,'flux/Apply, kubectl/Apply'," + KEY + ",60",
    "applier and updater,'kubectl/Apply, helm/Update'," + KEY + ",5",
    "applier and updater,'kubectl/Apply, helm/Update'," + KEY + ",60",
    "scale,kubectl/Update/scale," + REPLICAS + ",2",
    "scale,kubectl/Update/scale," + REPLICAS + ",3",
    "Deployment client-side,kubectl-client-side-apply/Update," + REPLICAS + ",2",
    "Deployment client-side,kubectl-client-side-apply/Update," + IMAGE + ",app:2",
    "Deployment client-side,kubectl-client-side-apply/Update," + IMAGE + ",app:1",
    "Deployment server-side,kubectl/Apply," + REPLICAS + ",2",
    "Deployment server-side,kubectl/Apply," + IMAGE + ",app:2",
    "Deployment server-side,kubectl/Apply," + IMAGE + ",app:1",
    "Deployment of nobody,''," + REPLICAS + ",2",
    "Deployment of nobody,''," + REPLICAS + ",1",
  })
  void restore_takenField_isAsBefore(String how, String owner, String path, String value)
      throws Exception {
    ObjectRef object = make(how, "v" + Integer.toHexString((how + path + value).hashCode()));
    List<String> owners = live.owners(object);
    TargetObject.Field before = live.field(object, path);
    assertThat(List.of(before.manager().split(", "))).containsExactlyInAnyOrder(owner.split(", "));

    written(unraced(() -> live.actuator().apply(live.taking(object, path, value))));
    TargetObject.Field taken = live.field(object, path);
    assertThat(taken.text()).isEqualTo(value);
    assertThat(taken.manager()).isEqualTo(OURS.manager());

    ObjectRestore restore = live.restore(object, Map.of(path, before));
    written(unraced(() -> live.actuator().restore(restore)));
    assertThat(live.field(object, path).text()).isEqualTo(before.text());
    assertThat(live.owners(object)).isEqualTo(owners);
    assertThat(live.present(object).annotations()).doesNotContainKey(NOTE);
  }

  @Test
  void restore_ofServerSideApplier_lastsForHisNextApply() throws Exception {
    ObjectRef object = make("server-side apply", "next-apply");
    TargetObject.Field before = live.field(object, KEY);
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    written(live.actuator().restore(live.restore(object, Map.of(KEY, before))));
    live.runWith(
        configMapYaml("next-apply", "{ttl: '61', other: x}"), "apply", "--server-side", "-f", "-");
    assertThat(live.field(object, KEY).text()).isEqualTo("61");
    live.runWith(configMapYaml("next-apply", "{other: x}"), "apply", "--server-side", "-f", "-");
    assertThat(live.present(object).fields()).containsOnlyKeys("/data/other");
  }

  @Test
  void restore_oneOfTwoFields_otherStaysOurs() throws Exception {
    ObjectRef object = make("server-side apply", "one-of-two");
    TargetObject.Field before = live.field(object, KEY);
    written(live.actuator().apply(live.taking(object, KEY, "5", "/data/other", "y")));
    written(live.actuator().restore(live.restore(object, Map.of(KEY, before))));
    assertThat(live.field(object, KEY)).isEqualTo(before);
    assertThat(live.field(object, "/data/other"))
        .isEqualTo(new TargetObject.Field("y", OURS.manager()));
    written(live.actuator().apply(live.write(object, "/data/other", "z")));
    assertThat(live.field(object, KEY)).isEqualTo(before);
    assertThat(live.field(object, "/data/other").text()).isEqualTo("z");
  }

  @Test
  void restore_fieldsOfTwoOwners_eachGetsHis() throws Exception {
    ObjectRef object = make("patch", "two-owners");
    List<String> owners = live.owners(object);
    Map<String, TargetObject.Field> before = new TreeMap<>(live.present(object).fields());
    before.keySet().removeIf(path -> !path.startsWith("/data/"));
    written(live.actuator().apply(live.taking(object, KEY, "5", "/data/other", "y")));
    written(live.actuator().restore(live.restore(object, before)));
    assertThat(live.owners(object)).isEqualTo(owners);
    assertThat(live.field(object, "/data/other").text()).isEqualTo("x");
  }

  @Test
  void restore_fieldThatSomebodyTook_isLeftAlone() throws Exception {
    ObjectRef object = make("client-side apply", "taken-again");
    TargetObject.Field before = live.field(object, KEY);
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    live.run("patch", "cm", "taken-again", "--type=merge", "-p", "{\"data\":{\"ttl\":\"7\"}}");
    written(live.actuator().restore(live.restore(object, Map.of(KEY, before))));
    assertThat(live.field(object, KEY))
        .isEqualTo(new TargetObject.Field("7", "kubectl-patch/Update"));
    assertThat(live.present(object).annotations()).doesNotContainKey(NOTE);
  }

  @Test
  void restore_twice_changesNothing() throws Exception {
    ObjectRef object = make("client-side apply", "twice");
    TargetObject.Field before = live.field(object, KEY);
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    ObjectRestore restore = live.restore(object, Map.of(KEY, before));
    written(live.actuator().restore(restore));
    String version = live.get(object).at("/metadata/resourceVersion").asText();
    written(live.actuator().restore(restore));
    assertThat(live.get(object).at("/metadata/resourceVersion").asText()).isEqualTo(version);
  }

  @Test
  void restore_objectChangedMeanwhile_isTriedAgain() throws Exception {
    ObjectRef object = make("client-side apply", "raced");
    TargetObject.Field before = live.field(object, KEY);
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    ObjectRestore restore = live.restore(object, Map.of(KEY, before));
    AtomicInteger asked = new AtomicInteger();
    written(
        live.actuator(() -> asked.getAndIncrement() > 0 || touch("raced"), () -> 0)
            .restore(restore));
    assertThat(asked).hasValue(2);
    assertThat(live.field(object, KEY)).isEqualTo(before);
  }

  @Test
  void restore_noteTakenOffMeanwhile_isTriedAgain() throws Exception {
    ObjectRef object = make("client-side apply", "unfit");
    TargetObject.Field before = live.field(object, KEY);
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    ObjectRestore restore = live.restore(object, Map.of(KEY, before));
    AtomicInteger asked = new AtomicInteger();
    written(
        live.actuator(() -> asked.getAndIncrement() > 0 || unnote("unfit"), () -> 0)
            .restore(restore));
    assertThat(asked).hasValue(2);
    assertThat(live.field(object, KEY)).isEqualTo(before);
  }

  private static boolean unnote(String name) {
    try {
      live.run("annotate", "cm", name, NOTE + "-");
      return true;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void restore_objectChangedEachTime_saysConflict() throws Exception {
    ObjectRef object = make("client-side apply", "raced-on");
    TargetObject.Field before = live.field(object, KEY);
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    ObjectRestore restore = live.restore(object, Map.of(KEY, before));
    AtomicInteger asked = new AtomicInteger();
    failed(
        live.actuator(() -> asked.getAndIncrement() >= 0 && touch("raced-on"), () -> 0)
            .restore(restore),
        "Conflict");
    assertThat(asked).hasValue(4);
    assertThat(live.field(object, KEY).text()).isEqualTo("5");
  }

  /** Changes a ConfigMap as somebody would in between. */
  private static boolean touch(String name) {
    try {
      live.run("annotate", "cm", name, "--overwrite", "touched=" + System.nanoTime());
      return true;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void restore_objectMadeAnewOrGone_isLeftAlone() throws Exception {
    ObjectRef object = make("client-side apply", "anew");
    TargetObject.Field before = live.field(object, KEY);
    ObjectRestore restore =
        live.restore(object, Map.of(KEY, new TargetObject.Field("9", before.manager())));
    live.run("delete", "cm", "anew");
    written(live.actuator().restore(restore));
    assertThat(live.actuator().read(object, "knobs")).isEqualTo(new TargetObject.Absent());
    make("client-side apply", "anew");
    written(live.actuator().restore(restore));
    assertThat(live.field(object, KEY)).isEqualTo(before);
  }

  @Test
  void restore_notLeader_writesNothing() throws Exception {
    ObjectRef object = make("client-side apply", "stale");
    TargetObject.Field before = live.field(object, KEY);
    written(live.actuator().apply(live.taking(object, KEY, "5")));
    ObjectRestore restore = live.restore(object, Map.of(KEY, before));
    failed(live.actuator(() -> false, () -> 0).restore(restore), "NotLeader");
    assertThat(live.field(object, KEY).text()).isEqualTo("5");
  }

  @Test
  void write_namespaceIsTerminating_saysSoAndCountsAsRestored() throws Exception {
    try (LiveObjects ending = LiveObjects.in("restore-it-ending")) {
      ending.runWith(configMapYaml("held", "{ttl: '60'}"), "apply", "-f", "-");
      ending.run(
          "patch",
          "cm",
          "held",
          "--type=merge",
          "-p",
          "{\"metadata\":{\"finalizers\":[\"a.b/c\"]}}");
      ObjectRef object = ending.configMap("held");
      TargetObject.Field before = ending.field(object, KEY);
      var write = ending.taking(object, KEY, "5");
      written(ending.actuator().apply(write));
      ObjectRestore restore = ending.restore(object, Map.of(KEY, before));
      ending.admin("delete", "namespace", ending.namespace, "--wait=false");
      ending.run("wait", "--for=delete", "rolebinding/knobs", "--timeout=60s");
      failed(ending.actuator().apply(write), "NamespaceTerminating");
      written(ending.actuator().restore(restore));
      ending.run(
          "patch", "cm", "held", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
    }
  }
}
