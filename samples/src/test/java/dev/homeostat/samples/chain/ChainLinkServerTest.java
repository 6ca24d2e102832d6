package dev.homeostat.samples.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.samples.ProgramUnderTest;
import org.junit.jupiter.api.Test;

class ChainLinkServerTest {

  private static ProgramUnderTest link(String... words) {
    return ProgramUnderTest.start(new ChainLinkServer(), words);
  }

  private static int status(ProgramUnderTest link, String path) throws Exception {
    return link.getNow(path).statusCode();
  }

  @Test
  void call_ofAServiceThatCallsNone_isWell() throws Exception {
    try (ProgramUnderTest ledger = link()) {
      assertThat(status(ledger, "/call")).isEqualTo(200);
      assertThat(ledger.metric("chain_link_requests_total")).isEqualTo(1);
      assertThat(ledger.metric("chain_link_errors_total")).isZero();
    }
  }

  @Test
  void fault_ofAQuarter_failsAQuarterOfAHundred() throws Exception {
    try (ProgramUnderTest ledger = link()) {
      assertThat(status(ledger, "/fault?percent=25")).isEqualTo(200);
      for (int i = 0; i < 100; i++) {
        status(ledger, "/call");
      }
      assertThat(ledger.metric("chain_link_errors_total")).isEqualTo(25);
    }
  }

  @Test
  void branch_thatFails_isReplacedByTheOther() throws Exception {
    try (ProgramUnderTest a = link();
        ProgramUnderTest b = link();
        ProgramUnderTest gateway = link("--calls", a.url() + "|" + b.url())) {
      status(b, "/fault?percent=100");
      for (int i = 0; i < 4; i++) {
        assertThat(status(gateway, "/call")).isEqualTo(200);
      }
      assertThat(b.metric("chain_link_errors_total")).isEqualTo(2);
      assertThat(a.metric("chain_link_requests_total")).isEqualTo(4);
      assertThat(gateway.metric("chain_link_failed_calls_total")).isZero();
    }
  }

  @Test
  void neededService_thatFails_isCountedApartFromOwnErrors() throws Exception {
    try (ProgramUnderTest ledger = link();
        ProgramUnderTest gateway = link("--calls", ledger.url())) {
      status(ledger, "/fault?percent=100");

      assertThat(status(gateway, "/call")).isEqualTo(502);
      assertThat(gateway.metric("chain_link_failed_calls_total")).isEqualTo(1);
      assertThat(gateway.metric("chain_link_errors_total")).isZero();
    }
  }

  @Test
  void words_thatAreWrong_areRefused() throws Exception {
    try (ProgramUnderTest wrong = link("--calls", "ftp://x")) {
      assertThat(wrong.awaitExitCode()).isEqualTo(2);
      assertThat(wrong.err()).contains("--calls expects http addresses", "found 'ftp://x'");
    }
    try (ProgramUnderTest ledger = link()) {
      assertThat(ledger.getNow("/fault?percent=101").body()).contains("from 0 to 100");
    }
  }
}
