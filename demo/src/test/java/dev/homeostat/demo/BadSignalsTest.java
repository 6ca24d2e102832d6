package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad numbers through the whole cycle: nothing rises on them, and all goes on once mended. */
class BadSignalsTest {

  /** How many calm seconds lead from the storm's end to Recovery where nothing is in the way. */
  private static final int CALM_SECONDS = 9;

  private static final String BURN = "signal burn-5s";

  @TempDir private Path settings;
  private PlayedCopy copy;

  private void play() throws IOException {
    copy = new PlayedCopy(settings);
  }

  @AfterEach
  void close() {
    copy.close();
  }

  /** What may be wrong with an endpoint, and what must be said of it. */
  enum Fault {
    DOWN("SourceUnreachable", "cannot be reached: nobody listens there; start the service") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.stop();
      }

      @Override
      void mend(PlayedCopy copy) throws IOException {
        copy.client.startAgain();
      }
    },
    SLOW("SourceTimeout", "gave no answer within 500 ms; see whether") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.hang();
      }
    },
    SLOW_IN_ITS_BODY("SourceTimeout", "gave no answer within 500 ms; see whether") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.hangInBody("client_attempts_total 1");
      }
    },
    EMPTY("EmptyAnswer", "without a single series; see whether it is the service") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.serve(() -> "");
      }
    },
    NOT_A_NUMBER("NotFinite", "client_attempt_errors_total{job=\"client\"} gave NaN; expected") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.serve(() -> errors(copy, "NaN"));
      }
    },
    INFINITE("NotFinite", "gave Infinity; expected a finite number; mend the exporter") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.serve(() -> errors(copy, "+Inf"));
      }
    },
    MALFORMED("BadFormat", "is not in Prometheus' text format: line 1: expected a sample") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.serve(() -> "<html>welcome</html>\n");
      }
    },
    BROKEN("SourceFailed", "answered 500, expected 200; see its log") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.serveStatus(500);
      }
    },
    TOO_LARGE("AnswerTooLarge", "answered more than 1048576 bytes; export fewer series") {
      @Override
      void strike(PlayedCopy copy) {
        String padding = "# padding padding padding padding\n".repeat(40_000);
        copy.client.serve(() -> padding + copy.clientMetrics());
      }
    },
    TWICE("DuplicateSeries", "client_attempt_errors_total{job=\"client\"} stands twice") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.serve(() -> copy.clientMetrics() + "client_attempt_errors_total 0\n");
      }
    },
    VANISHED("NoSeries", "no series matches client_attempt_errors_total; export it") {
      @Override
      void strike(PlayedCopy copy) {
        copy.client.serve(() -> copy.clientMetrics().replace("client_attempt_errors", "renamed"));
      }
    };

    final String reason;
    final String message;

    Fault(String reason, String message) {
      this.reason = reason;
      this.message = message;
    }

    abstract void strike(PlayedCopy copy);

    /** Short only where the fault is to be slow: a busy machine is no fault. */
    Duration timeout() {
      return reason.equals("SourceTimeout") ? Duration.ofMillis(500) : Duration.ofSeconds(10);
    }

    void mend(PlayedCopy copy) throws IOException {
      copy.client.serve(copy::clientMetrics);
    }

    private static String errors(PlayedCopy copy, String value) {
      return copy.clientMetrics().replaceAll("(errors_total) .*", "$1 " + value);
    }
  }

  private Problem problemOfBurn() {
    return copy.problems().stream()
        .filter(problem -> problem.subject().equals(BURN))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no problem of " + BURN + ": " + copy.problems()));
  }

  @Test
  void stormOver_nothingInTheWay_recoversInTheTimeThatTheFaultsLast() throws IOException {
    play();
    copy.stormIntoDegraded();

    copy.calmUntil("Recovery", CALM_SECONDS);

    assertThat(copy.problems()).isEmpty();
    copy.calmUntil("Target", 30);
    assertThat(copy.limit()).isEqualTo("620");
  }

  @ParameterizedTest
  @EnumSource
  void stormOver_faultOfTheEndpoint_isNamedHoldsAndRecoversOnceMended(Fault fault)
      throws IOException {
    copy = new PlayedCopy(settings, fault.timeout());
    copy.stormIntoDegraded();
    long writes = copy.writes();

    fault.strike(copy);
    for (int i = 0; i < CALM_SECONDS; i++) {
      copy.calm();
      assertThat(copy.mode()).isEqualTo("Degraded");
      assertThat(copy.limit()).isEqualTo("50");
    }

    assertThat(problemOfBurn().reason()).isEqualTo(fault.reason);
    assertThat(problemOfBurn().message()).contains(fault.message);
    assertThat(copy.writes()).isEqualTo(writes);

    fault.mend(copy);
    copy.calmUntil("Target", 60);
    assertThat(copy.problems()).isEmpty();
    assertThat(copy.limit()).isEqualTo("620");
  }

  @Test
  void calm_endpointDownFromTheStart_staysInTargetWithoutAWrite() throws IOException {
    play();
    copy.client.stop();

    for (int i = 0; i < CALM_SECONDS; i++) {
      copy.storm();
    }

    assertThat(copy.mode()).isEqualTo("Target");
    assertThat(copy.writes()).isZero();
    assertThat(problemOfBurn().message()).contains(copy.client.url().toString());
  }

  @Test
  void calm_numbersStopChanging_areNoFault() throws IOException {
    play();
    copy.stormIntoDegraded();
    String still = copy.clientMetrics();
    copy.client.serve(() -> still);

    for (int i = 0; i < CALM_SECONDS; i++) {
      copy.calm();
    }

    // No attempt at all is too little traffic to judge by, and not an old number.
    assertThat(copy.mode()).isEqualTo("Degraded");
    assertThat(problemOfBurn().reason()).isEqualTo("LowTraffic");
  }

  @Test
  void storm_otherEndpointDown_protectsAllTheSame() throws IOException {
    play();
    copy.checkout.stop();

    copy.stormIntoDegraded();

    assertThat(copy.problems()).isEmpty();
  }

  @Test
  void storm_resetOfTheCounters_isNoStormOfItsOwn() throws IOException {
    play();
    for (int i = 0; i < 4; i++) {
      copy.calm();
    }
    String zero = "client_attempts_total 0\nclient_attempt_errors_total 0\n";
    copy.client.serve(() -> zero);
    copy.calm();
    copy.client.serve(copy::clientMetrics);
    copy.calm();

    assertThat(copy.mode()).isEqualTo("Target");
    assertThat(copy.writes()).isZero();
  }
}
