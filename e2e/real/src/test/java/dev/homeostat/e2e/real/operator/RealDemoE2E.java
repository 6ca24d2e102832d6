package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.demo.Demo;
import dev.homeostat.demo.DemoOptions;
import dev.homeostat.demo.DemoResult;
import dev.homeostat.demo.LiveView;
import dev.homeostat.demo.Timeline;
import dev.homeostat.e2e.real.OnRealCluster;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The whole of it: the operator's jar, the API server, Prometheus and the sample as processes,
 * through a retry storm; beside a copy of the sample that nobody helps.
 */
@OnRealCluster
@Isolated
class RealDemoE2E {

  @Test
  void retryStorm_withTheOperatorRecoversAndWithoutItStaysCollapsed() throws Exception {
    DemoOptions options =
        new DemoOptions(1, false, Optional.empty(), Optional.empty(), 0, true, Timeline.STANDARD);

    DemoResult result = new Demo(options, new LiveView(System.out, false)).run();

    System.out.println("demo: " + result);
    assertThat(result.without().goodputRatio()).isLessThan(0.4);
    assertThat(result.without().recoverySeconds()).isNull();
    assertThat(result.with().goodputRatio()).isGreaterThan(0.7);
    assertThat(result.with().recoverySeconds()).isNotNull();
    assertThat(result.with().writes()).isPositive();
    assertThat(result.moves())
        .extracting(DemoResult.TimedMove::to)
        .startsWith("Degraded", "Recovery")
        .endsWith("Target");
    assertThat(result.moves()).allSatisfy(move -> assertThat(move.reason()).isNotEmpty());
  }
}
