package dev.homeostat.controllers.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which questions are asked together. One that failed goes with ever fewer others, and at last
 * alone, so that it spoils only itself; after a while it is tried with the others again.
 */
final class Batches {

  /** An {@code or} looks at all that stands before it, so a batch costs its square. */
  static final int MOST_TOGETHER = 500;

  private static final int MOST_CHARS = 200_000;
  private static final int MOST_REMEMBERED = 10_000;
  private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);

  private record Suspicion(int most, long sinceNanos) {}

  /** So long after an answer a source counts as well. */
  private static final long WELL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private final Map<String, Long> answeredNanos = new HashMap<>();
  private final Map<Promql, Suspicion> suspicions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Promql, Suspicion> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /**
   * Nothing is suspected yet.
   *
   * @param nanos monotonic time
   */
  Batches(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Puts questions together, as many as may be. */
  List<Batch> of(List<Promql> questions) {
    Map<String, List<Promql>> open = new LinkedHashMap<>();
    Map<String, Integer> chars = new LinkedHashMap<>();
    List<Batch> batches = new ArrayList<>();
    for (Promql question : questions) {
      int most = question.mayJoin() ? most(question) : 1;
      if (most == 1) {
        batches.add(new Batch(List.of(question)));
        continue;
      }
      String key = question.source() + " " + most;
      List<Promql> group = open.computeIfAbsent(key, k -> new ArrayList<>());
      group.add(question);
      int length = chars.merge(key, question.text().length(), Integer::sum);
      if (group.size() >= most || length >= MOST_CHARS) {
        batches.add(new Batch(group));
        open.remove(key);
        chars.remove(key);
      }
    }
    open.values().forEach(group -> batches.add(new Batch(group)));
    return batches;
  }

  private synchronized int most(Promql question) {
    Suspicion suspicion = suspicions.get(question);
    if (suspicion == null) {
      return MOST_TOGETHER;
    }
    if (nanos.getAsLong() - suspicion.sinceNanos() > REMEMBERED_NANOS) {
      suspicions.remove(question);
      return MOST_TOGETHER;
    }
    return suspicion.most();
  }

  /**
   * A batch failed.
   *
   * @param itsOwn whether it is surely its questions' fault, and not the source's
   */
  synchronized void failed(Batch batch, boolean itsOwn) {
    long now = nanos.getAsLong();
    Long answered = answeredNanos.get(batch.questions().get(0).source());
    boolean sourceIsWell = answered != null && now - answered < WELL_NANOS;
    for (Promql question : batch.questions()) {
      Suspicion before = suspicions.get(question);
      if (batch.questions().size() > 1 && (itsOwn || sourceIsWell || before == null)) {
        suspicions.put(question, new Suspicion(batch.questions().size() / 2, now));
      } else if (before != null) {
        // A source that is ill would have all of them asked alone once it is well.
        suspicions.put(question, new Suspicion(before.most(), now));
      }
    }
  }

  /** A batch was answered; what can only be asked alone stays suspected for a while. */
  synchronized void answered(Batch batch) {
    answeredNanos.put(batch.questions().get(0).source(), nanos.getAsLong());
    if (batch.questions().size() > 1) {
      batch.questions().forEach(suspicions::remove);
    }
  }
}
