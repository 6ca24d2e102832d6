package dev.homeostat.controllers.prometheus;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;

/**
 * The answers of one tick: an expression is asked once, however many threads and resources ask for
 * it. It keeps what it was told until it is dropped.
 */
final class SharedAnswers implements Signals {

  private final BiConsumer<Promql, CompletableFuture<Answer>> asker;
  private final Map<Promql, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();

  /** With what asks a question and completes its answer, always and within a bounded time. */
  SharedAnswers(BiConsumer<Promql, CompletableFuture<Answer>> asker) {
    this.asker = asker;
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    Map<Query, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
    for (Query query : queries) {
      asked.put(query, answer(Promql.of(query)));
    }
    Map<Query, Reading> readings = new HashMap<>();
    asked.forEach((query, answer) -> readings.put(query, reading(query, answer)));
    return readings;
  }

  private CompletableFuture<Answer> answer(Promql question) {
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    CompletableFuture<Answer> first = answers.putIfAbsent(question, mine);
    if (first != null) {
      return first;
    }
    asker.accept(question, mine);
    return mine;
  }

  private static Reading reading(Query query, CompletableFuture<Answer> answer) {
    try {
      return Picker.pick(query, Objects.requireNonNull(answer.get()));
    } catch (InterruptedException e) {
      // Whoever interrupts wants this thread back; every further answer gives way at once.
      Thread.currentThread().interrupt();
      return new Reading.Missing(
          "Interrupted",
          "the wait for SignalSource " + query.source() + " was given up; it is asked again soon");
    } catch (ExecutionException e) {
      return new Reading.Missing(
          "AnswerUnreadable",
          "expected an answer of SignalSource "
              + query.source()
              + ", found "
              + Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName()
              + ", which is a defect; please report it");
    }
  }
}
