package dev.homeostat.controllers.objects;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.WriteResult;

/** Turns what the API server refused into a reason and what to do about it. */
final class Refusals {

  static final String TERMINATING = "NamespaceTerminating";
  static final String MISSING = "TargetMissing";
  static final String CONFLICT = "Conflict";
  static final String NOT_APPLICABLE = "FieldNotApplicable";

  private static final int MOST_CHARS = 300;

  private final AccountRequests requests;

  Refusals(AccountRequests requests) {
    this.requests = requests;
  }

  static WriteResult.Failed missing(ObjectRef object, String uid) {
    return new WriteResult.Failed(
        MISSING,
        "expected %s with uid %s, found none; an object of that name made later is left alone"
            .formatted(object, uid));
  }

  /** Why a write failed, where it is neither a conflict of owners nor a race. */
  WriteResult.Failed write(ObjectRef object, Author author, Answer answer) {
    String told = answer.message();
    if (answer.trouble().equals(Answer.NOT_LEADER)) {
      return new WriteResult.Failed(
          "NotLeader",
          object
              + " is not written: this process does not hold the lease; the one that does writes"
              + " it, nothing is to be done");
    }
    return switch (answer.code()) {
      case 403 -> forbidden(object, author.account(), "patch", told);
      case 404 ->
          isTerminating(object.namespace())
              ? terminating(object)
              : new WriteResult.Failed(MISSING, "there is no " + object + "; create it");
      case 400, 413, 415, 422 ->
          new WriteResult.Failed(
              "Rejected",
              "the API server rejected the write of "
                  + object
                  + ": "
                  + cut(told)
                  + "; change the knob's bounds or its place, or what rejects it");
      case 0, 504 -> unanswered(object, answer);
      default ->
          new WriteResult.Failed(
              "WriteFailed",
              "the write of %s got %s; it is tried again each interval, look at the API server"
                  .formatted(object, answer.summary()));
    };
  }

  private static WriteResult.Failed unanswered(ObjectRef object, Answer answer) {
    boolean late = answer.code() == 504 || answer.trouble().equals(Answer.TIMEOUT);
    return new WriteResult.Failed(
        late ? "ApiServerTimeout" : "WriteFailed",
        "expected the API server to answer the write of %s, found: %s; whether it was done shows"
                .formatted(object, answer.summary())
            + " at the next read; look at the API server and the way to it");
  }

  private WriteResult.Failed forbidden(ObjectRef object, String account, String verb, String told) {
    if (told.contains("being terminated") || isTerminating(object.namespace())) {
      return terminating(object);
    }
    return told.contains("cannot impersonate") || told.contains("cannot " + verb + " ")
        ? new WriteResult.Failed("Forbidden", rights(object, account, verb, told))
        : new WriteResult.Failed(
            "Rejected", "the API server refused the write of " + object + ": " + cut(told));
  }

  private static WriteResult.Failed terminating(ObjectRef object) {
    return new WriteResult.Failed(
        TERMINATING, "the namespace of " + object + " is being deleted, and what is in it with it");
  }

  /** Whether a namespace is on its way out or gone; false where the operator may not see it. */
  boolean isTerminating(String namespace) {
    Answer answer =
        requests.getAsOperator("/api/v1/namespaces/" + AccountRequests.encoded(namespace));
    return answer.code() == 404
        || answer.body().path("status").path("phase").asText("").equals("Terminating");
  }

  /** Why a read failed. */
  String read(ObjectRef object, String account, Answer answer) {
    if (answer.code() == 403) {
      return rights(object, account, "get", answer.message());
    }
    return "expected to read %s, found: %s; look at the API server and the way to it"
        .formatted(object, answer.summary());
  }

  /** Why all that is of the kind of an object could not be read. */
  String list(ObjectRef any, String account, Answer answer) {
    return answer.code() == 403 && !answer.message().contains("cannot impersonate")
        ? "%1$s may not list %2$s.%3$s in %4$s; add a Role there with apiGroups [\"%3$s\"], resources"
                .formatted(subject(any, account), any.resource(), any.group(), any.namespace())
            + " [\"%s\"], verbs [\"list\"], and bind it to the account".formatted(any.resource())
        : read(any, account, answer);
  }

  private String subject(ObjectRef object, String account) {
    return requests.impersonation().subject(object.namespace(), account);
  }

  private String rights(ObjectRef object, String account, String verb, String told) {
    String subject = subject(object, account);
    if (told.contains("cannot impersonate")) {
      return "the operator may not act as %s, so that %s of %s was refused: %s; let its ClusterRole"
              .formatted(subject, verb, object, cut(told))
          + " impersonate serviceaccounts, and the userextras that it sends";
    }
    return "%s may not %s %s; add a Role in namespace %s with apiGroups [\"%s\"], resources [\"%s\"],"
            .formatted(subject, verb, object, object.namespace(), object.group(), object.resource())
        + " resourceNames [\"%s\"], verbs [\"get\", \"patch\"], and bind it to the account"
            .formatted(object.name());
  }

  private static String cut(String message) {
    return message.length() <= MOST_CHARS ? message : message.substring(0, MOST_CHARS) + "...";
  }
}
