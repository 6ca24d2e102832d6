package dev.homeostat.engine;

import dev.homeostat.engine.plan.KnobSight;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.TargetObject;
import org.jspecify.annotations.Nullable;

/** Turns what was read of an object into what the plan step sees of a knob. */
final class KnobReader {

  /** The reason of a knob whose object could not be read. */
  static final String UNREADABLE = "ObjectUnreadable";

  /** What a knob's field holds. */
  static KnobSight read(KnobPolicy knob, Workload workload, Workload owner, TargetObject object) {
    if (!owner.id().equals(workload.id())) {
      return new KnobSight.Hidden(
          new Problem(
              "KnobOwned",
              "knob " + knob.name(),
              knob.claim()
                  + " belongs to "
                  + owner.id()
                  + ", which is older; remove one of the two"));
    }
    KnobSight sight = read(knob.claim(), "knob " + knob.name(), workload, object);
    if (!(sight instanceof KnobSight.Seen seen)) {
      return sight;
    }
    double value = knob.parse(seen.text());
    return Double.isNaN(value)
        ? new KnobSight.Hidden(
            new Problem(
                "KnobUnreadable",
                "knob " + knob.name(),
                "expected %s in %s, found %s; write one there"
                    .formatted(knob.kind().example(), knob.claim(), shortened(seen.text()))))
        : new KnobSight.Seen(seen.uid(), value, seen.text(), seen.manager(), seen.note());
  }

  /** What a field holds that is only to be given back; its value is not decoded. */
  static KnobSight read(
      Claim claim, String subject, Workload workload, @Nullable TargetObject object) {
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
              present.annotations().getOrDefault(workload.noteName(), ""));
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

  private static String shortened(String text) {
    String line = text.strip().replace('\n', ' ');
    return line.length() <= 40 ? "\"" + line + "\"" : "\"" + line.substring(0, 40) + "...\"";
  }

  private KnobReader() {}
}
