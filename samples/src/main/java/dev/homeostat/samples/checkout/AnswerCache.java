package dev.homeostat.samples.checkout;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The latest answers by order, of which the least recently used leaves when there are too many.
 *
 * <p>Freshness is judged on reading, so a changed time to live holds at once and for old answers.
 */
final class AnswerCache {
  private record Stored(String answer, long atNanos) {}

  private final LongSupplier ticker;
  private final Map<String, Stored> answers;

  AnswerCache(int maxAnswers, LongSupplier ticker) {
    this.ticker = ticker;
    this.answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Stored> eldest) {
            return size() > maxAnswers;
          }
        };
  }

  /** The answer if it is younger than the time to live, of which zero means no caching. */
  synchronized Optional<String> fresh(String order, Duration timeToLive) {
    Stored stored = answers.get(order);
    if (stored == null || ticker.getAsLong() - stored.atNanos() >= timeToLive.toNanos()) {
      return Optional.empty();
    }
    return Optional.of(stored.answer());
  }

  synchronized void store(String order, String answer) {
    answers.put(order, new Stored(answer, ticker.getAsLong()));
  }
}
