package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.plan.LoopReport;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A load near its peak is told, whatever the loop does; it changes nothing that the loop does. */
class LoopCapacityTest {

  private final LoopWorld world =
      new LoopWorld(
          LoopWorld.loop(
              "loop",
              "pid: {proportionalGain: 0.001}\n",
              "output: {min: 0, max: 1}\n",
              LoopWorld.UNSUPERVISED,
              "capacity: {peakLoad: 140, clearAfter: 30s}\n"));

  /** The load, for some seconds; the world's process does not answer to so small an output. */
  private LoopReport loaded(double load, int seconds) {
    world.load(load);
    for (int second = 0; second < seconds; second++) {
      world.push(load);
      world.steps(1);
    }
    return world.report("loop");
  }

  private static Condition headroom(LoopReport report) {
    return report.status().conditions().stream()
        .filter(one -> one.getType().equals("CapacityHeadroom"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rise_isToldAt80And90Percent() {
    LoopReport ample = loaded(100, 1);
    assertThat(headroom(ample).getStatus()).isEqualTo("True");
    assertThat(headroom(ample).getReason()).isEqualTo("Ample");
    assertThat(ample.status().capacityPercent()).isEqualTo("71");

    LoopReport near = loaded(113, 1);
    assertThat(headroom(near).getStatus()).isEqualTo("False");
    assertThat(headroom(near).getReason()).isEqualTo("NearPeak");
    assertThat(headroom(near).getMessage()).contains("80 percent or more of its peak, 140");

    LoopReport at = loaded(127, 1);
    assertThat(headroom(at).getReason()).isEqualTo("AtPeak");
    assertThat(at.since(near))
        .contains(new LoopReport.News(true, "CapacityAtPeak", "Watch", headroom(at).getMessage()));
  }

  @Test
  void fall_isToldOnceItHasLasted_andWarnsNobody() {
    LoopReport at = loaded(127, 1);
    assertThat(headroom(loaded(60, 29)).getReason()).isEqualTo("AtPeak");

    LoopReport ample = loaded(60, 2);

    assertThat(headroom(ample).getReason()).isEqualTo("Ample");
    assertThat(ample.since(at)).extracting(LoopReport.News::warns).containsExactly(false);
  }

  /** Between 70 and 85 percent every second: one change, not one a second. */
  @Test
  void swing_changesTheStatusOnce() {
    LoopReport before = loaded(100, 1);
    int changes = 0;
    for (int second = 0; second < 120; second++) {
      LoopReport now = loaded(second % 2 == 0 ? 119 : 98, 1);
      changes += now.differsFrom(before) ? 1 : 0;
      before = now;
    }
    assertThat(changes).isEqualTo(1);
    assertThat(headroom(before).getReason()).isEqualTo("NearPeak");
  }

  @Test
  void lostLoad_isUnknown_andTheLevelStays() {
    loaded(127, 1);
    world.silent(true);
    LoopReport lost = loaded(60, 40);
    assertThat(headroom(lost).getStatus()).isEqualTo("Unknown");
    assertThat(headroom(lost).getReason()).isEqualTo("LoadUnknown");
    assertThat(lost.status().capacityPercent()).isNull();
    world.silent(false);
    assertThat(headroom(loaded(110, 1)).getReason()).isEqualTo("NearPeak");
  }

  @Test
  void loopWithoutCapacity_hasNoSuchCondition() {
    LoopWorld other = new LoopWorld(LoopWorld.loop("loop", LoopWorld.SIMC));
    other.steps(2);
    List<Condition> conditions = other.report("loop").status().conditions();
    assertThat(conditions).noneMatch(one -> one.getType().equals("CapacityHeadroom"));
    assertThat(other.report("loop").capacityRatio()).isNaN();
  }
}
