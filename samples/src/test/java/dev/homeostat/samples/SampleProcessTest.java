package dev.homeostat.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.samples.backend.BackendServer;
import dev.homeostat.samples.checkout.CheckoutServer;
import dev.homeostat.samples.load.LoadGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleProcessTest {
  private static final String ADDRESS = "http://127.0.0.1:1";

  @TempDir Path settings;

  static Stream<SampleProgram> programs() {
    return Stream.of(new BackendServer(), new CheckoutServer(), new LoadGenerator());
  }

  private List<String> arguments(SampleProgram program) throws Exception {
    if (program instanceof CheckoutServer) {
      Files.writeString(settings.resolve("admission.limit"), "5");
      Files.writeString(settings.resolve("cache.ttl"), "0s");
      Files.writeString(settings.resolve("pool.size"), "2");
      return List.of("--settings", settings.toString(), "--backend", ADDRESS);
    }
    return program instanceof LoadGenerator ? List.of("--target", ADDRESS) : List.of();
  }

  private static ProgramUnderTest start(
      SampleProgram program, List<String> arguments, String... more) {
    return ProgramUnderTest.start(
        program, Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void run_help_printsUsageAndEndsWithZero(SampleProgram program) throws Exception {
    try (ProgramUnderTest run = start(program, List.of(), "--help")) {
      assertThat(run.awaitExitCode()).isZero();
      assertThat(run.out()).contains("--port N", "--exit-with-parent");
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void run_unknownOption_saysNearestAndEndsWithTwo(SampleProgram program) throws Exception {
    try (ProgramUnderTest run = start(program, arguments(program), "--prot", "1")) {
      assertThat(run.awaitExitCode()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo(
              program.options().program()
                  + ": unknown option --prot; the nearest valid one is --port N, see --help\n");
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void run_takenPort_saysWhichAndEndsWithThree(SampleProgram program) throws Exception {
    try (LoopbackServer taken = LoopbackServer.bind(0)) {
      String port = Integer.toString(taken.port());
      try (ProgramUnderTest run = start(program, arguments(program), "--port", port)) {
        assertThat(run.awaitExitCode()).isEqualTo(3);
        assertThat(run.err())
            .startsWith(
                program.options().program()
                    + ": expected port "
                    + port
                    + " of 127.0.0.1 to be free, found it taken")
            .endsWith("choose another with --port, or --port 0 for a free one\n");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void run_rightArguments_printsOneLineWithThePort(SampleProgram program) throws Exception {
    try (ProgramUnderTest run = start(program, arguments(program))) {
      assertThat(run.port()).isPositive();
      assertThat(run.out()).isEqualTo("listening on 127.0.0.1:" + run.port() + "\n");
      assertThat(run.getNow("/metrics").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void run_badValues_areRefusedWithTheirForm() throws Exception {
    try (ProgramUnderTest run = start(new BackendServer(), List.of(), "--dip", "0@1s+1s")) {
      assertThat(run.awaitExitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--dip expects FACTOR@START+DURATION", "found '0@1s+1s'");
    }
    try (ProgramUnderTest run =
        start(new CheckoutServer(), List.of("--settings", "x"), "--backend", "ftp://x")) {
      assertThat(run.awaitExitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--backend expects an address", "found 'ftp://x'");
    }
  }

  @Test
  void run_missingSettings_saysFileAndEndsWithOne() throws Exception {
    List<String> arguments = arguments(new CheckoutServer());
    Path file = settings.resolve("pool.size");
    Files.delete(file);
    try (ProgramUnderTest run = start(new CheckoutServer(), arguments)) {
      assertThat(run.awaitExitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo(
              "checkout: "
                  + file
                  + ": expected a whole number from 1 to 500, found no such file; create or correct"
                  + " it, then start\n");
    }
  }
}
