package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  /** Distances of the optimal string alignment, counted by hand. */
  @ParameterizedTest
  @CsvSource({"abc, abc, 0", "abc, ab, 1", "abc, acb, 1", "kitten, sitting, 3", "ca, abc, 3"})
  void distance_twoWords_countsEdits(String from, String to, int edits) {
    assertThat(NearestName.distance(from, to)).isEqualTo(edits);
    assertThat(NearestName.distance(to, from)).isEqualTo(edits);
  }

  @Test
  void advice_nearName_asksForIt() {
    assertThat(NearestName.advice("maks", "fields", List.of("min", "max", "ramp")))
        .isEqualTo("known fields: min, max, ramp");
    assertThat(NearestName.advice("mxa", "fields", List.of("min", "max", "ramp")))
        .isEqualTo("did you mean max?");
    assertThat(NearestName.advice("safeDirctn", "fields", List.of("min", "saferDirection")))
        .isEqualTo("did you mean saferDirection?");
    assertThat(NearestName.advice("SLOCHAIN", "fields", List.of("sloChain")))
        .isEqualTo("did you mean sloChain?");
  }

  @Test
  void advice_nothingNear_listsKnownNames() {
    assertThat(NearestName.advice("colour", "fields", List.of("min", "max")))
        .isEqualTo("known fields: min, max");
    assertThat(NearestName.advice("x".repeat(100_000), "fields", List.of("min", "max")))
        .isEqualTo("known fields: min, max");
  }
}
