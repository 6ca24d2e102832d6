package dev.homeostat.controllers.prometheus;

import dev.homeostat.controllers.prometheus.Answer.Blame;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signals from the Prometheus-compatible endpoints that SignalSources name. Every wait, answer and
 * number of requests is bounded; what fails is a reading with a reason, and nothing throws. It has
 * no threads but those of its HTTP client.
 */
public final class PrometheusSignals implements Signals, AutoCloseable {

  /** Requests to one source that run at a time. */
  static final int MOST_AT_A_TIME = 8;

  private static final Answer.Failed CLOSED =
      Answer.Failed.of(
          Blame.SOURCE, "Closed", "the operator stops; signals are read again after its start");

  private final Supplier<Map<String, SignalSourceSpec>> sources;
  private final Credentials credentials;
  private final HttpClient client;
  private final Map<String, SourceGate> gates = new ConcurrentHashMap<>();
  private final Map<String, Optional<Reading.Missing>> health = new ConcurrentHashMap<>();
  private final Batches batches = new Batches(System::nanoTime);
  private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Nothing is asked yet.
   *
   * @param sources the SignalSources that there are now, by name
   * @param credentials where their tokens are
   * @param client as {@link #client()} makes it; it must not follow redirects, which would carry a
   *     token elsewhere
   */
  public PrometheusSignals(
      Supplier<Map<String, SignalSourceSpec>> sources, Credentials credentials, HttpClient client) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("expected a client that follows no redirects");
    }
    this.sources = sources;
    this.credentials = credentials;
    this.client = client;
  }

  /** An HTTP client that fits: no redirects, no cookies, daemon threads. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /**
   * Signals for one tick, which all its threads share: equal expressions are asked once, and a
   * source that is found dead is not asked again.
   */
  public Signals tick() {
    Map<String, SignalSourceSpec> now = sources.get();
    gates.keySet().retainAll(now.keySet());
    health.keySet().retainAll(now.keySet());
    Map<String, Opening> turns = new ConcurrentHashMap<>();
    now.forEach((name, spec) -> turns.put(name, new Opening(name, spec)));
    return new SharedAnswers(
        batches,
        (question, answer) -> {
          Opening opening = turns.get(question.source());
          if (opening == null) {
            answer.complete(
                Answer.Failed.of(
                    Blame.SOURCE,
                    "UnknownSource",
                    "there is no SignalSource " + question.source() + "; declare it"));
          } else {
            opening.ask(question, answer);
          }
        });
  }

  /** The turn of a source, which begins with its first question. */
  private final class Opening {
    private final String name;
    private final SignalSourceSpec spec;
    private @Nullable SourceTurn turn;
    private Answer.@Nullable Failed refusal;

    Opening(String name, SignalSourceSpec spec) {
      this.name = name;
      this.spec = spec;
    }

    void ask(Promql question, CompletableFuture<Answer> answer) {
      SourceTurn current = closed ? null : open();
      if (current == null) {
        Answer.Failed failed = Objects.requireNonNullElse(refusal, CLOSED);
        note(name, failed);
        answer.complete(failed);
        return;
      }
      gates
          .computeIfAbsent(name, n -> new SourceGate(MOST_AT_A_TIME))
          .submit(
              () ->
                  closed
                      ? CompletableFuture.completedFuture(CLOSED)
                      : current.ask(question).thenApply(found -> note(name, found)),
              answer);
    }

    private synchronized @Nullable SourceTurn open() {
      if (turn == null && refusal == null) {
        Optional<Endpoint> endpoint = Endpoint.of(name, spec);
        if (endpoint.isEmpty()) {
          refusal =
              Answer.Failed.of(
                  Blame.SOURCE,
                  "InvalidSource",
                  "SignalSource "
                      + name
                      + ": expected a URL such as http://prometheus:9090 in spec.url, with neither"
                      + " user nor query, found another");
        } else {
          open(endpoint.get());
        }
      }
      return turn;
    }

    private void open(Endpoint endpoint) {
      SignalSourceSpec.Credential credential = spec.credential();
      if (credential == null) {
        turn = new SourceTurn(client, endpoint, null, underWay);
        return;
      }
      Credentials.Token token = token(credential);
      if (token instanceof Credentials.Bearer bearer) {
        turn = new SourceTurn(client, endpoint, bearer.value().strip(), underWay);
      } else {
        Credentials.Absent absent = (Credentials.Absent) token;
        refusal =
            Answer.Failed.of(
                Blame.SOURCE, absent.reason(), endpoint.name() + ": " + absent.message());
      }
    }

    private Credentials.Token token(SignalSourceSpec.Credential credential) {
      try {
        return credentials.token(name, credential);
      } catch (RuntimeException e) {
        return new Credentials.Absent(
            "CredentialUnreadable",
            "expected a token in the Secret of spec.credential, found that it cannot be read ("
                + e.getClass().getSimpleName()
                + "); see the operator's log");
      }
    }
  }

  private Answer note(String source, Answer answer) {
    boolean ill = answer instanceof Answer.Failed failed && failed.blame() != Blame.QUESTION;
    health.put(source, ill ? Optional.of(((Answer.Failed) answer).missing()) : Optional.empty());
    return answer;
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    return tick().read(queries);
  }

  /**
   * What became of the last question to each source that was asked: empty where it answered, else
   * the reason and message. A bad expression is not the source's failure.
   */
  public Map<String, Optional<Reading.Missing>> health() {
    return Map.copyOf(health);
  }

  /** Ends what is under way; from now on every reading is missing. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(Runnable::run);
  }
}
