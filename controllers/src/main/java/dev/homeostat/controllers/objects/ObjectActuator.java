package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.WriteResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the objects that hold knobs, each as the account that its owner names.
 *
 * <p>Fields are set by server-side apply, so that who owned them shows as a conflict, and are given
 * back with the owners that they had.
 */
public final class ObjectActuator implements TargetObjects {

  /** How long one request may take. */
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Milliseconds before each further try: a Deployment that is rolled out changes several times a
   * second. The steps are those of client-go's {@code DefaultBackoff}.
   */
  private static final List<Integer> PAUSES = List.of(10, 50, 250);

  private static final String UNFIT = "rejected our request due to an error in our request";
  private static final String SEALED =
      "the ConfigMap is immutable; make it anew without immutable: true";

  private final AccountRequests requests;
  private final PatchActuator patches;
  private final Refusals refusals;
  private final ConfigMapReaders readers;

  /**
   * An actuator over the connections of one client.
   *
   * @param client the operator's own; it stays open
   * @param impersonation as whom requests are sent
   * @param requestTimeout of each request, which is never sent twice
   * @param mayWrite asked right before each write; where it says no, nothing is sent
   * @param monotonicMillis a clock that never jumps, milliseconds
   */
  public ObjectActuator(
      KubernetesClient client,
      Impersonation impersonation,
      Duration requestTimeout,
      BooleanSupplier mayWrite,
      LongSupplier monotonicMillis) {
    requests = new AccountRequests(client, impersonation, requestTimeout);
    patches = new PatchActuator(requests, mayWrite);
    refusals = new Refusals(requests);
    readers = new ConfigMapReaders(requests, monotonicMillis);
  }

  @Override
  public TargetObject read(ObjectRef object, String account) {
    Answer answer = get(object, account);
    // With a namespace the rights in it may go before the objects; both go.
    if (answer.code() == 404
        || (answer.code() == 403 && refusals.isTerminating(object.namespace()))) {
      return new TargetObject.Absent();
    }
    if (!answer.isSuccess() || !answer.body().isObject()) {
      return new TargetObject.Unreadable(refusals.read(object, account, answer));
    }
    LiveObject live = new LiveObject(answer.body());
    Map<String, TargetObject.Field> fields = new HashMap<>();
    boolean isConfigMap = object.group().isEmpty() && object.resource().equals("configmaps");
    ConfigMapUse use =
        isConfigMap && !live.isImmutable()
            ? readers.use(object.namespace(), account, object.name())
            : new ConfigMapUse();
    live.leaves()
        .forEach(
            (pointer, leaf) ->
                fields.put(
                    pointer,
                    new TargetObject.Field(
                        leaf.text(),
                        Owner.text(live.owners(leaf.path())),
                        isConfigMap ? barrier(object, live, leaf, use) : "")));
    return new TargetObject.Present(live.uid(), fields, live.annotations());
  }

  private static String barrier(ObjectRef object, LiveObject live, Leaf leaf, ConfigMapUse use) {
    List<String> elements = leaf.path().elements();
    if (elements.size() != 2 || !FieldPath.name(elements.get(0)).endsWith("ata")) {
      return "";
    }
    if (live.isImmutable()) {
      return SEALED;
    }
    String reader = use.frozenReader(object.name(), FieldPath.name(elements.get(1)));
    return reader == null
        ? ""
        : reader
            + ", which holds what it held when the container started, and no Pod follows the key;"
            + " mount the ConfigMap as a volume without subPath";
  }

  @Override
  public WriteResult apply(ObjectWrite write) {
    return untilUnraced(() -> attempt(write));
  }

  /**
   * What became of one attempt.
   *
   * @param raced whether the object changed in between
   */
  private record Attempt(WriteResult result, boolean raced) {
    static Attempt of(WriteResult result) {
      return new Attempt(result, false);
    }
  }

  private Attempt attempt(ObjectWrite write) {
    ObjectRef object = write.object();
    Author author = write.author();
    Answer read = get(object, author.account());
    if (!read.isSuccess()) {
      return Attempt.of(unread(object, write.uid(), author, read));
    }
    LiveObject live = new LiveObject(read.body());
    if (!live.uid().equals(write.uid())) {
      return Attempt.of(Refusals.missing(object, write.uid()));
    }
    ApplyDocument document = new ApplyDocument(write, live);
    if (document.failure() != null) {
      return Attempt.of(document.failure());
    }
    Answer answer = patches.apply(object, author, document.document(), false);
    if (answer.code() == 409) {
      Conflicts conflicts = new Conflicts(write, live, answer);
      if (!conflicts.isOfOwners()) {
        return lost(object, answer);
      }
      if (!conflicts.mayTakeOver()) {
        return Attempt.of(conflicts.failure());
      }
      // The version that was read before the first try: what is forced is what was asked.
      answer =
          patches.apply(object, author, document.onlyAt(live.resourceVersion()).document(), true);
    }
    if (answer.code() == 409) {
      return lost(object, answer);
    }
    return Attempt.of(
        answer.isSuccess() ? new WriteResult.Written() : refusals.write(object, author, answer));
  }

  private WriteResult unread(ObjectRef object, String uid, Author author, Answer read) {
    if (read.code() == 404) {
      return Refusals.missing(object, uid);
    }
    if (read.code() == 403 && refusals.isTerminating(object.namespace())) {
      return refusals.write(object, author, read);
    }
    String reason =
        read.code() == 403
            ? "Forbidden"
            : read.trouble().equals(Answer.TIMEOUT) ? "ApiServerTimeout" : "WriteFailed";
    return new WriteResult.Failed(reason, refusals.read(object, author.account(), read));
  }

  private static Attempt lost(ObjectRef object, Answer answer) {
    boolean isUid = answer.message().toLowerCase(Locale.ROOT).contains("uid");
    return new Attempt(
        new WriteResult.Failed(
            isUid ? Refusals.MISSING : Refusals.CONFLICT,
            isUid
                ? "expected the " + object + " that was read, found that it is gone or made anew"
                : object + " was changed by somebody else meanwhile; it is tried again"),
        !isUid);
  }

  @Override
  public WriteResult restore(ObjectRestore restore) {
    return untilUnraced(() -> attempt(restore));
  }

  private static WriteResult untilUnraced(Supplier<Attempt> attempts) {
    Attempt attempt = attempts.get();
    for (int pause : PAUSES) {
      if (!attempt.raced()) {
        break;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      attempt = attempts.get();
    }
    return attempt.result();
  }

  private Attempt attempt(ObjectRestore restore) {
    ObjectRef object = restore.object();
    Author author = restore.author();
    Answer read = get(object, author.account());
    if (!read.isSuccess()) {
      return settled(unread(object, restore.uid(), author, read));
    }
    RestorePlan plan = plan(read.body(), restore);
    if (plan == null || plan.isDone()) {
      return Attempt.of(new WriteResult.Written());
    }
    if (!plan.untyped().isEmpty()) {
      return Attempt.of(
          new WriteResult.Failed(
              Refusals.NOT_APPLICABLE,
              "the fields %s of %s have another type than the value before; set them by hand"
                  .formatted(plan.untyped(), object)));
    }
    if (!plan.isOneStep()) {
      Answer values = patches.patch(object, author, plan.values(), author.manager());
      if (!values.isSuccess()) {
        return refused(object, author, values);
      }
      plan = plan(values.body(), restore);
      if (plan == null) {
        return Attempt.of(new WriteResult.Written());
      }
    }
    Answer answer = patches.patch(object, author, plan.all(), plan.manager());
    return answer.isSuccess()
        ? Attempt.of(new WriteResult.Written())
        : refused(object, author, answer);
  }

  private static @Nullable RestorePlan plan(JsonNode json, ObjectRestore restore) {
    LiveObject live = new LiveObject(json);
    return live.uid().equals(restore.uid()) ? new RestorePlan(live, restore) : null;
  }

  private Attempt refused(ObjectRef object, Author author, Answer answer) {
    // A patch that no longer fits is refused before versions are compared.
    boolean unfit = answer.code() == 422 && answer.message().contains(UNFIT);
    return answer.code() == 409 || unfit
        ? lost(object, answer)
        : settled(refusals.write(object, author, answer));
  }

  /** What is gone, or goes with its namespace, needs nothing back. */
  private static Attempt settled(WriteResult result) {
    boolean gone =
        result instanceof WriteResult.Failed failed
            && List.of(Refusals.MISSING, Refusals.TERMINATING).contains(failed.reason());
    return Attempt.of(gone ? new WriteResult.Written() : result);
  }

  private Answer get(ObjectRef object, String account) {
    return requests.get(AccountRequests.path(object), object.namespace(), account);
  }
}
