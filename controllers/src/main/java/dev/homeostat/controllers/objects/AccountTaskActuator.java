package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.TokenRef;
import dev.homeostat.engine.port.Task;
import dev.homeostat.engine.port.TaskAnswer.State;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Does to a cluster what tasks ask for, each as the account that its owner names. */
public final class AccountTaskActuator {

  private static final String MANAGER = "homeostat-actions";
  private static final String TASK = "homeostat.dev/task";
  private static final int KEPT_SECONDS = 3600;

  /** What a header can carry, without white space. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");

  private final AccountRequests requests;
  private final Refusals refusals;
  private final BooleanSupplier mayWrite;

  /**
   * An actuator over the connections of one client.
   *
   * @param client the operator's own; it stays open
   * @param impersonation as whom requests are sent
   * @param requestTimeout of each request, which is never sent twice
   * @param mayWrite asked right before each write; where it says no, nothing is sent
   */
  public AccountTaskActuator(
      KubernetesClient client,
      Impersonation impersonation,
      Duration requestTimeout,
      BooleanSupplier mayWrite) {
    this.requests = new AccountRequests(client, impersonation, requestTimeout);
    this.refusals = new Refusals(requests);
    this.mayWrite = mayWrite;
  }

  /**
   * How something stands.
   *
   * @param state of it
   * @param message why it failed; else empty
   */
  public record Outcome(State state, String message) {

    static final Outcome DONE = new Outcome(State.DONE, "");
    static final Outcome UNDER_WAY = new Outcome(State.UNDER_WAY, "");

    static Outcome failed(String message) {
      return new Outcome(State.FAILED, message);
    }
  }

  /**
   * The bearer token of a webhook, or why there is none.
   *
   * @param value of it; empty where there is none
   * @param trouble why; empty where there is one; nothing of the Secret
   */
  public record BearerToken(String value, String trouble) {

    @Override
    public String toString() {
      return "BearerToken[hidden]";
    }
  }

  /** Reads a token as the account of a task. */
  public BearerToken token(Task task, TokenRef ref) {
    ObjectRef secret =
        new ObjectRef("", "v1", "secrets", task.resource().namespace(), ref.secret());
    Answer read = requests.get(AccountRequests.path(secret), secret.namespace(), task.account());
    if (!read.isSuccess()) {
      return new BearerToken("", outcome(secret, task.account(), "get", read).message());
    }
    String token = decoded(read.body().path("data").path(ref.key()).asText(""));
    return TOKEN.matcher(token).matches()
        ? new BearerToken(token, "")
        : new BearerToken(
            "",
            "expected a bearer token of 1 to 8192 printable signs in the key %s of %s, found none; set it"
                .formatted(ref.key(), secret));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).strip();
    } catch (IllegalArgumentException e) {
      // The API server gives no other data; a proxy between might.
      return "";
    }
  }

  /** Sets or removes an annotation. */
  public Outcome annotate(String account, Task.Annotate work) {
    ObjectNode patch = AccountRequests.JSON.createObjectNode();
    patch
        .putObject("metadata")
        .putObject("annotations")
        .set(
            work.key(),
            work.value() == null ? patch.nullNode() : patch.textNode(String.valueOf(work.value())));
    return outcome(
        work.object(),
        account,
        "patch",
        mergePatch(AccountRequests.path(work.object()), work.object().namespace(), account, patch));
  }

  /** Brings replicas within bounds; those that are within stay. */
  public Outcome scale(String account, Task.Scale work) {
    String path = AccountRequests.path(work.object()) + "/scale";
    String namespace = work.object().namespace();
    Answer read = requests.get(path, namespace, account);
    JsonNode replicas = read.body().at("/spec/replicas");
    if (!read.isSuccess()) {
      return outcome(work.object(), account, "get", read);
    }
    int now = replicas.asInt(0);
    int wanted = Math.min(Math.max(now, work.atLeast()), work.atMost());
    if (now == wanted) {
      return Outcome.DONE;
    }
    ObjectNode patch = AccountRequests.JSON.createObjectNode();
    patch
        .putObject("metadata")
        .put("resourceVersion", read.body().at("/metadata/resourceVersion").asText());
    patch.putObject("spec").put("replicas", wanted);
    return outcome(work.object(), account, "patch", mergePatch(path, namespace, account, patch));
  }

  private Answer mergePatch(String path, String namespace, String account, ObjectNode patch) {
    return mayWrite.getAsBoolean()
        ? requests.send(
            requests
                .as(
                    namespace,
                    account,
                    path + AccountRequests.query(Map.of("fieldManager", MANAGER)))
                .method("PATCH", "application/merge-patch+json", AccountRequests.compact(patch)))
        : Answer.none(Answer.NOT_LEADER);
  }

  private Outcome outcome(ObjectRef object, String account, String verb, Answer answer) {
    if (answer.isSuccess()) {
      return Outcome.DONE;
    }
    if (answer.code() == 404) {
      return Outcome.failed("there is no " + object + "; create it");
    }
    return answer.code() == 403
        ? Outcome.failed(
            "%s may not %s %s: %s; grant it to the ServiceAccount %s"
                .formatted(account, verb, object, cut(answer.message()), account))
        : Outcome.failed(refusals.read(object, account, answer));
  }

  /**
   * Makes a Job from the template of a CronJob, once for a task and attempt, or says how it stands.
   */
  public Outcome job(Task task, Task.RunJob work, int attempt) {
    String namespace = task.resource().namespace();
    String name = name(task, attempt);
    ObjectRef job = new ObjectRef("batch", "v1", "jobs", namespace, name);
    Answer found = requests.get(AccountRequests.path(job), namespace, task.account());
    if (found.isSuccess()) {
      return standing(job, task, found.body());
    }
    if (found.code() != 404) {
      return outcome(job, task.account(), "get", found);
    }
    ObjectRef cronJob = new ObjectRef("batch", "v1", "cronjobs", namespace, work.cronJob());
    Answer template = requests.get(AccountRequests.path(cronJob), namespace, task.account());
    if (!template.isSuccess()) {
      return outcome(cronJob, task.account(), "get", template);
    }
    if (!mayWrite.getAsBoolean()) {
      return Outcome.failed("this operator does not lead, and begins nothing");
    }
    String jobs =
        AccountRequests.path(job).substring(0, AccountRequests.path(job).lastIndexOf('/'))
            + AccountRequests.query(Map.of("fieldManager", MANAGER));
    Answer made =
        requests.send(
            requests
                .as(namespace, task.account(), jobs)
                .method(
                    "POST",
                    "application/json",
                    AccountRequests.compact(manifest(task, name, template.body()))));
    return made.isSuccess() || made.code() == 409
        ? Outcome.UNDER_WAY
        : outcome(job, task.account(), "create", made);
  }

  /** The same for each process, and so short that Pods can bear it. */
  private static String name(Task task, int attempt) {
    UUID uid =
        UUID.nameUUIDFromBytes((task.key() + "#" + attempt).getBytes(StandardCharsets.UTF_8));
    return "homeostat-" + uid;
  }

  private static ObjectNode manifest(Task task, String name, JsonNode cronJob) {
    ObjectNode job = AccountRequests.JSON.createObjectNode();
    job.put("apiVersion", "batch/v1").put("kind", "Job");
    ObjectNode metadata = job.putObject("metadata").put("name", name);
    JsonNode template = cronJob.at("/spec/jobTemplate");
    if (template.at("/metadata/labels").isObject()) {
      metadata.set("labels", template.at("/metadata/labels").deepCopy());
    }
    ObjectNode annotations =
        template.at("/metadata/annotations") instanceof ObjectNode declared
            ? declared.deepCopy()
            : AccountRequests.JSON.createObjectNode();
    metadata.set("annotations", annotations.put(TASK, task.key()));
    ObjectNode spec =
        template.path("spec") instanceof ObjectNode declared
            ? declared.deepCopy()
            : AccountRequests.JSON.createObjectNode();
    long longest = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(task.timeoutMillis()));
    spec.put(
        "activeDeadlineSeconds",
        Math.min(longest, spec.path("activeDeadlineSeconds").asLong(longest)));
    job.set("spec", spec.put("ttlSecondsAfterFinished", KEPT_SECONDS));
    return job;
  }

  private static Outcome standing(ObjectRef job, Task task, JsonNode live) {
    if (!live.path("metadata").path("annotations").path(TASK).asText().equals(task.key())) {
      return Outcome.failed(job + " is there and is not ours; delete it");
    }
    for (JsonNode condition : live.at("/status/conditions")) {
      if (condition.path("status").asText().equals("True")) {
        switch (condition.path("type").asText()) {
          case "Complete" -> {
            return Outcome.DONE;
          }
          case "Failed" -> {
            return Outcome.failed(
                "%s failed: %s; see kubectl logs -n %s job/%s"
                    .formatted(
                        job, condition.path("reason").asText(), job.namespace(), job.name()));
          }
          default -> {}
        }
      }
    }
    return Outcome.UNDER_WAY;
  }

  private static String cut(String message) {
    return message.length() <= 256 ? message : message.substring(0, 256) + "...";
  }
}
