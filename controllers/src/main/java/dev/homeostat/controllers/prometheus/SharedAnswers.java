package dev.homeostat.controllers.prometheus;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;

/**
 * The answers of one tick: an expression is asked once, however many threads and resources ask for
 * it, and together with others where it may. It keeps what it was told until it is dropped.
 */
final class SharedAnswers implements Signals {

  private final Batches batches;
  private final BiConsumer<Promql, CompletableFuture<Answer>> asker;
  private final Map<Promql, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();

  /** With what asks a question and completes its answer, always and within a bounded time. */
  SharedAnswers(Batches batches, BiConsumer<Promql, CompletableFuture<Answer>> asker) {
    this.batches = batches;
    this.asker = asker;
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    Map<Query, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
    List<Promql> first = new ArrayList<>();
    for (Query query : queries) {
      Promql question = Promql.of(query);
      CompletableFuture<Answer> mine = new CompletableFuture<>();
      CompletableFuture<Answer> known = answers.putIfAbsent(question, mine);
      asked.put(query, known == null ? mine : known);
      if (known == null) {
        first.add(question);
      }
    }
    batches.of(first).forEach(this::ask);
    Map<Query, Reading> readings = new HashMap<>();
    asked.forEach((query, answer) -> readings.put(query, reading(query, answer)));
    return readings;
  }

  private void ask(Batch batch) {
    CompletableFuture<Answer> together = new CompletableFuture<>();
    var unused =
        together.whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                settle(batch, answer);
              } else {
                batch.questions().forEach(q -> own(q).completeExceptionally(failure));
              }
            });
    asker.accept(batch.together(), together);
  }

  private void settle(Batch batch, Answer answer) {
    if (answer instanceof Answer.Rows rows) {
      batches.answered(batch);
      List<Answer> apart = batch.apart(rows);
      for (int i = 0; i < apart.size(); i++) {
        own(batch.questions().get(i)).complete(apart.get(i));
      }
      return;
    }
    Answer.Failed failed = (Answer.Failed) answer;
    boolean several = batch.questions().size() > 1;
    boolean itsOwn = failed.blame() == Answer.Blame.QUESTION;
    if (failed.blame() != Answer.Blame.SOURCE) {
      batches.failed(batch, itsOwn);
    }
    if (several && itsOwn) {
      batch.halves().forEach(this::ask);
    } else {
      batch.questions().forEach(question -> own(question).complete(failed));
    }
  }

  private CompletableFuture<Answer> own(Promql question) {
    return Objects.requireNonNull(answers.get(question), "it was asked, so it is awaited");
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
