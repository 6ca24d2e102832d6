package dev.homeostat.sim.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.plant.Admission;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final long MILLI = VirtualTime.SECOND_NANOS / 1_000;

  private static Admission.Stay stay(long tookMillis, long waitedMillis, int held) {
    return new Admission.Stay(tookMillis * MILLI, waitedMillis * MILLI, held, true);
  }

  /** The library's own rule: one more where at least half was in use, a tenth less at a drop. */
  @Test
  void limit_samples_moveTheLimitOfTheLibrary() {
    AIMDLimit law = AIMDLimit.newBuilder().initialLimit(20).backoffRatio(0.9).build();
    LimitAdmission admission = new LimitAdmission(law, 0.5);
    assertThat(admission.admits(0, 1, 19)).isTrue();
    assertThat(admission.admits(0, 1, 20)).isFalse();

    admission.left(MILLI, stay(10, 0, 10));
    assertThat(law.getLimit()).isEqualTo(21);
    admission.left(2 * MILLI, stay(501, 0, 10));
    assertThat(law.getLimit()).isEqualTo(20);
    admission.left(3 * MILLI, new Admission.Stay(MILLI, 0, 10, false));
    assertThat(law.getLimit()).isEqualTo(20);
  }

  @Test
  void codel_queueThatStands_allowsTheTargetAlone() {
    ControlledDelay admission = new ControlledDelay(0.005, 0.1);

    assertThat(admission.serves(50 * MILLI, 60 * MILLI, 3)).isTrue();
    assertThat(admission.serves(101 * MILLI, 60 * MILLI, 3)).isFalse();
    assertThat(admission.serves(101 * MILLI, 5 * MILLI, 3)).isTrue();
  }

  @Test
  void codel_queueThatWasEmpty_allowsTheIntervalAgain() {
    ControlledDelay admission = new ControlledDelay(0.005, 0.1);
    assertThat(admission.serves(500 * MILLI, 60 * MILLI, 0)).isFalse();

    assertThat(admission.serves(550 * MILLI, 60 * MILLI, 3)).isTrue();
    assertThat(admission.serves(550 * MILLI, 101 * MILLI, 3)).isFalse();
    admission.left(900 * MILLI, stay(10, 0, 1));
    assertThat(admission.serves(950 * MILLI, 60 * MILLI, 3)).isTrue();
  }

  @Test
  void dagor_longWaits_lowerTheLevelByATwentiethAWindow() {
    PriorityAdmission admission = new PriorityAdmission(0.02);
    int[] admitted = new int[30];

    for (int window = 0; window < 30; window++) {
      for (int i = 0; i < 2_000; i++) {
        boolean in = admission.admits(window * MILLI, window * 2_000L + i, 0);
        admitted[window] += in ? 1 : 0;
      }
      admission.left(window * MILLI, stay(40, window < 20 ? 30 : 10, 1));
    }

    assertThat(admitted[0]).isEqualTo(2_000);
    // 0.95^19 = 0.377; the levels are a thousandth wide.
    assertThat(admitted[19]).isBetween(680, 830);
    assertThat(admitted[29]).isBetween(admitted[20] + 120, admitted[20] + 260);
  }

  @Test
  void dagor_attemptsOfOneRequest_shareTheirFate() {
    PriorityAdmission admission = new PriorityAdmission(0.02);
    for (int window = 0; window < 20; window++) {
      for (int i = 0; i < 2_000; i++) {
        admission.admits(window * MILLI, i, 0);
      }
      admission.left(window * MILLI, stay(40, 30, 1));
    }

    for (int request = 0; request < 100; request++) {
      boolean first = admission.admits(20 * MILLI, request, 0);
      assertThat(admission.admits(20 * MILLI, request, 5)).isEqualTo(first);
    }
  }
}
