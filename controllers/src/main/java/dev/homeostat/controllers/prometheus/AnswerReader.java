package dev.homeostat.controllers.prometheus;

import dev.homeostat.controllers.prometheus.Answer.Blame;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Turns what a source sent into numbers, or into the reason why there are none. */
final class AnswerReader {

  private static final int MOST_QUOTED_CHARS = 200;

  private final Endpoint endpoint;
  private final Promql question;

  AnswerReader(Endpoint endpoint, Promql question) {
    this.endpoint = endpoint;
    this.question = question;
  }

  Answer read(HttpResponse<Optional<InputStream>> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      return failed(
          Blame.SOURCE,
          "SourceRefused",
          "expected an answer, found HTTP "
              + status
              + "; see that spec.credential names a token that it takes");
    }
    if (status / 100 == 3) {
      return failed(
          Blame.SOURCE,
          "AnswerUnreadable",
          "expected an answer, found a redirect, which is not followed; write the address that"
              + " answers into spec.url");
    }
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      return failed(
          Blame.EITHER,
          "AnswerUnreadable",
          "expected plain JSON, found it compressed, which nobody asked for; mend what stands"
              + " between");
    }
    boolean mayExplain = status == 400 || status == 422 || status == 503;
    if (status != 200 && !mayExplain) {
      return unreadable("HTTP " + status);
    }
    if (response.body().isEmpty()) {
      return failed(
          Blame.QUESTION,
          "AnswerTooLarge",
          "expected at most %d bytes for %s, found more; aggregate, or raise spec.maxBytes"
              .formatted(endpoint.maxBytes(), quoted()));
    }
    return parse(status, response.body().get());
  }

  private Answer parse(int status, InputStream body) {
    try {
      AnswerParser.Parsed parsed =
          AnswerParser.parse(body, endpoint.maxSeries() * question.rowsPerSeries());
      if (status == 200 && parsed.status().equals("success")) {
        return new Answer.Rows(parsed.rows());
      }
      return refusal(status, parsed);
    } catch (AnswerParser.TooManyException e) {
      return failed(
          Blame.QUESTION,
          "TooManySeries",
          "expected at most %d series for %s, found more; aggregate, or raise spec.maxSeries"
              .formatted(endpoint.maxSeries(), quoted()));
    } catch (AnswerParser.KindException e) {
      return failed(
          Blame.QUESTION,
          "BadQuery",
          "expected %s to give a vector or a scalar, found %s; mend the expression"
              .formatted(quoted(), e.getMessage()));
    } catch (AnswerParser.ShapeException e) {
      return status == 400 || status == 422 ? bad("") : unreadable("JSON with " + e.getMessage());
    } catch (IOException e) {
      // Its message quotes the body.
      return status == 400 || status == 422 ? bad("") : unreadable("no JSON, HTTP " + status);
    }
  }

  private Answer refusal(int status, AnswerParser.Parsed parsed) {
    if (status == 503) {
      return parsed.errorType().equals("timeout")
          ? failed(
              Blame.EITHER,
              "SourceTimeout",
              "expected %s to be computed within %s, found that it takes longer; simplify it, record"
                      .formatted(quoted(), endpoint.timeoutText())
                  + " it by a rule, or raise spec.timeout")
          : unreadable("HTTP 503");
    }
    boolean says = parsed.errorType().equals("bad_data") || parsed.errorType().equals("execution");
    return status == 200 && !says
        ? unreadable("the status " + cut(parsed.status()))
        : bad(says ? parsed.error() : "");
  }

  private Answer bad(String error) {
    return failed(
        Blame.QUESTION,
        "BadQuery",
        "expected "
            + quoted()
            + " to be PromQL that it can run, found that it is refused"
            + (error.isEmpty() ? "" : ": " + cut(error))
            + "; mend the expression");
  }

  private Answer unreadable(String found) {
    return failed(
        Blame.EITHER,
        "AnswerUnreadable",
        "expected an answer of Prometheus' query API, found "
            + found
            + "; see that spec.url is its base address, and its log");
  }

  private Answer failed(Blame blame, String reason, String message) {
    return Answer.Failed.of(blame, reason, endpoint.name() + ": " + message);
  }

  private String quoted() {
    return cut(question.text());
  }

  /** A text of bounded length in one line. */
  static String cut(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= MOST_QUOTED_CHARS
        ? line
        : line.substring(0, MOST_QUOTED_CHARS - 3) + "...";
  }
}
