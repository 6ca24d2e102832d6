package dev.homeostat.controllers.prometheus;

import static dev.homeostat.controllers.prometheus.FakePrometheus.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.tuning.Recorded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A range is asked within bounds of time and size, and what is wrong is named without a secret. */
@Timeout(60)
class RangeQuestionsTest {

  private static final RangeQuestions.Range RANGE = new RangeQuestions.Range(1_000, 9_500, 500);

  private static RangeAnswer ask(FakePrometheus server, long timeoutMillis) {
    try (server) {
      return RangeQuestions.to(server.source().url(), "s3cret", timeoutMillis)
          .orElseThrow()
          .ask("sum(a)", RANGE);
    }
  }

  private static RangeAnswer.Failed failed(FakePrometheus server, long timeoutMillis) {
    RangeAnswer.Failed failed = (RangeAnswer.Failed) ask(server, timeoutMillis);
    assertThat(failed.message()).contains("expected ", ", found ").doesNotContain("s3cret");
    return failed;
  }

  private static String matrix(String values) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + "{\"metric\":{\"job\":\"a\"},\"values\":["
        + values
        + "]}]}}";
  }

  @Test
  void ask_series_isReadWithItsTimes() {
    FakePrometheus server =
        FakePrometheus.ofAnswer(200, matrix("[1.5,\"3\"],[2,\"-4e2\"],[2.25,\"NaN\"]"));
    RangeAnswer.Samples samples = (RangeAnswer.Samples) ask(server, 10_000);

    assertThat(samples.points())
        .containsExactly(
            new Recorded.Point(1_500, 3),
            new Recorded.Point(2_000, -400),
            new Recorded.Point(2_250, Double.NaN));
    assertThat(server.asked).containsExactly("sum(a)");
    assertThat(server.authorizations).containsExactly("Bearer s3cret");
  }

  @Test
  void ask_sourceThatNeverAnswers_isGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    FakePrometheus slow = FakePrometheus.of((exchange, query) -> await(end));
    try {
      RangeAnswer.Failed failed = failed(slow, 300);
      assertThat(failed.reason()).isEqualTo("SourceTimeout");
      assertThat(failed.message()).contains("an answer within 300 ms", "--timeout");
    } finally {
      end.countDown();
    }
  }

  /** The time is that of the whole answer, not of its first byte. */
  @Test
  void ask_sourceThatStopsHalfWay_isGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    FakePrometheus slow =
        FakePrometheus.of(
            (exchange, query) -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              await(end);
            });
    try {
      assertThat(failed(slow, 300).reason()).isEqualTo("SourceTimeout");
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch end) throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A source that would go on for ever is left at the bound. */
  @Test
  void ask_answerWithoutEnd_isTooLarge() {
    FakePrometheus endless =
        FakePrometheus.of(
            (exchange, query) -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] block = "[1,\"2\"],".repeat(8_192).getBytes(StandardCharsets.UTF_8);
              for (long sent = 0; sent < 64L << 20; sent += block.length) {
                exchange.getResponseBody().write(block);
              }
            });
    RangeAnswer.Failed failed = failed(endless, 30_000);

    assertThat(failed.reason()).isEqualTo("AnswerTooLarge");
    assertThat(failed.message()).contains("at most " + RangeQuestions.MOST_BYTES + " bytes");
  }

  @Test
  void ask_answerJustWithinTheBound_isRead() {
    String answer = matrix("[1,\"2\"]");
    String spaces = " ".repeat((int) RangeQuestions.MOST_BYTES - answer.length());

    assertThat(ask(FakePrometheus.ofAnswer(200, answer + spaces), 30_000))
        .isInstanceOf(RangeAnswer.Samples.class);
    assertThat(failed(FakePrometheus.ofAnswer(200, answer + spaces + " "), 30_000).reason())
        .isEqualTo("AnswerTooLarge");
  }

  @Test
  void ask_tooManyPoints_areNamed() {
    String points =
        IntStream.rangeClosed(0, RangeAnswer.MOST_POINTS)
            .mapToObj(i -> "[" + i + ",\"1\"]")
            .collect(Collectors.joining(","));

    assertThat(failed(FakePrometheus.ofAnswer(200, matrix(points)), 10_000).reason())
        .isEqualTo("TooManyPoints");
  }

  /** A redirect would carry the token to another server. */
  @Test
  void ask_redirect_isNotFollowed() {
    FakePrometheus other = FakePrometheus.ofAnswer(200, matrix("[1,\"2\"]"));
    try (other) {
      FakePrometheus server =
          FakePrometheus.of(
              (exchange, query) -> {
                exchange
                    .getResponseHeaders()
                    .add("Location", other.source().url() + "/api/v1/query_range");
                send(exchange, 307, "");
              });
      assertThat(failed(server, 10_000).message()).contains("HTTP 307");
      assertThat(other.asked).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "401|s3cret|AnswerUnreadable|HTTP 401; name a file with a token",
        "500|s3cret|AnswerUnreadable|HTTP 500; give its base address",
        "200|s3cret <html>|AnswerUnreadable|no JSON",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}|AnswerUnreadable|something"
            + " else",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}|NoSeries|found"
            + " none",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{},{}]}}|SeveralSeries|found"
            + " 2",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1,2]]}]}}|AnswerUnreadable|no"
            + " pair",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[]}]}}|AnswerUnreadable|without"
            + " numbers",
        "400|{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse"
            + " error\"}|BadQuery|parse error",
      })
  void ask_badAnswer_isNamed(int status, String body, String reason, String part) {
    RangeAnswer.Failed failed = failed(FakePrometheus.ofAnswer(status, body), 10_000);

    assertThat(failed.reason()).isEqualTo(reason);
    assertThat(failed.message()).contains(part);
  }

  @Test
  void read_numbersThatNoFloatIs_areUnreadable() {
    RangeAnswer answer =
        RangeAnswer.read(
            new ByteArrayInputStream(matrix("[1,\"many\"]").getBytes(StandardCharsets.UTF_8)),
            "kept.json");

    assertThat(((RangeAnswer.Failed) answer).message())
        .startsWith("kept.json: expected an answer")
        .contains("a value that is no number");
  }

  @Test
  void to_addressThatIsNone_isEmpty() {
    assertThat(RangeQuestions.to("prometheus", null, 1_000)).isEmpty();
    assertThat(RangeQuestions.to("http://user@prometheus:9090", null, 1_000)).isEmpty();
  }
}
