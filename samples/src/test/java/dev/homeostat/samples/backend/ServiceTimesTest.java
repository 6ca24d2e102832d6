package dev.homeostat.samples.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.samples.RequestKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServiceTimesTest {
  private static final Dip ALWAYS = new Dip(0.5, Duration.ZERO, Duration.ofHours(1));

  private static ServiceTimes times(Dip dip) {
    return new ServiceTimes(11, 100, dip, System.currentTimeMillis());
  }

  private static List<Long> draw(ServiceTimes times) {
    return LongStream.range(0, 20_000)
        .mapToObj(request -> times.drawNanos(new RequestKey(request, (int) (request % 4))))
        .toList();
  }

  @Test
  void drawNanos_twoInstancesOfASeed_drawTheSame() {
    assertThat(draw(times(Dip.NONE))).isEqualTo(draw(times(Dip.NONE)));
  }

  /** The mean of 20,000 draws has a standard deviation of 0.7 ms. */
  @Test
  void drawNanos_manyKeys_hasDeclaredMean() {
    double meanMillis =
        draw(times(Dip.NONE)).stream().mapToLong(Long::longValue).average().orElse(0) / 1e6;

    assertThat(meanMillis).isCloseTo(100, within(3.5));
  }

  @Test
  void drawNanos_inDip_takesLongerByTheFactor() {
    RequestKey key = new RequestKey(1, 0);

    assertThat((double) times(ALWAYS).drawNanos(key))
        .isCloseTo(2.0 * times(Dip.NONE).drawNanos(key), within(2.0));
    assertThat(times(ALWAYS).rateFactor()).isEqualTo(0.5);
  }
}
