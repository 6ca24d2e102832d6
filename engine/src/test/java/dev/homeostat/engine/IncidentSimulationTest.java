package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentSimulationTest {

  private final World world = new World();

  @Test
  void incident_burnRisesAndFalls_degradesAndClimbsBackInSteps() {
    List<String> story = new ArrayList<>();
    for (int second = 1; second <= 40; second++) {
      world.burn(second >= 10 ? 20 : 0, second >= 10 && second < 20 ? 50 : 0);
      Decision decision = world.tick();
      if (decision.move() != null) {
        story.add(second + " " + decision.move().to() + " " + world.limit());
      } else if (!decision.writes().isEmpty()) {
        story.add(second + " " + world.limit());
      }
    }

    assertThat(story)
        .containsExactly(
            "11 DEGRADED 50", "22 RECOVERY 55", "25 107", "28 335", "31 620", "34 TARGET 620");
    assertThat(world.tick().mode()).isEqualTo(Mode.TARGET);
  }
}
