package dev.homeostat.engine;

import dev.homeostat.engine.plan.KnobSight;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.TargetObject;

/** Turns what was read of an object into what the plan step sees of a knob. */
final class KnobReader {

  private static final String UNREADABLE = "ObjectUnreadable";

  /** What a knob's field holds, whoever owns it. */
  static KnobSight read(KnobPolicy knob, Workload workload, TargetObject object) {
    KnobSight sight = read(knob.claim(), "knob " + knob.name(), workload, object);
    return sight instanceof KnobSight.Seen seen
        ? new KnobSight.Seen(
            seen.uid(),
            knob.parse(seen.text()),
            seen.text(),
            seen.manager(),
            seen.note(),
            seen.barrier())
        : sight;
  }

  /** What a field holds that is only to be given back; its value is not decoded. */
  static KnobSight read(Claim claim, String subject, Workload workload, TargetObject object) {
    if (object instanceof TargetObject.Present present) {
      TargetObject.Field field = present.fields().get(claim.path());
      return field == null
          ? new KnobSight.Gone(
              new Problem("FieldMissing", subject, claim + " is not there; create it with a value"))
          : new KnobSight.Seen(
              present.uid(),
              0,
              field.text(),
              field.manager(),
              present.annotations().getOrDefault(workload.noteName(), ""),
              field.barrier().isEmpty()
                  ? null
                  : new Problem("KnobNotLive", subject, field.barrier()));
    }
    if (object instanceof TargetObject.Unreadable unreadable) {
      return new KnobSight.Hidden(new Problem(UNREADABLE, subject, unreadable.message()));
    }
    return new KnobSight.Gone(
        new Problem(
            "TargetMissing",
            subject,
            "there is no " + claim.object() + "; create it with the field"));
  }

  private KnobReader() {}
}
