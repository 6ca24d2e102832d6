package dev.homeostat.sim.control;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.sim.scenario.KnobWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The knobs of a plant as the keys of one ConfigMap, each the text of its number. What is written
 * works at once, and nobody else writes.
 */
final class PlantConfig implements TargetObjects {

  /** Name of the ConfigMap. */
  static final String NAME = "plant";

  private static final String DATA = "/data/";
  private static final String UID = "uid-of-plant";
  private static final String DEPLOYER = "deployment";

  private final ObjectRef object;
  private final KnobWriter writer;
  private final Map<String, TargetObject.Field> fields = new TreeMap<>();
  private final Map<String, String> annotations = new HashMap<>();
  private int writes;

  /**
   * A ConfigMap that was deployed and not changed since.
   *
   * @param texts of the knobs, by their names
   */
  PlantConfig(ObjectRef object, Map<String, String> texts, KnobWriter writer) {
    this.object = object;
    this.writer = writer;
    texts.forEach((knob, text) -> fields.put(DATA + knob, new TargetObject.Field(text, DEPLOYER)));
  }

  /** How often the object was written, also where no knob changed by it. */
  int writes() {
    return writes;
  }

  @Override
  public TargetObject read(ObjectRef asked, String account) {
    return asked.equals(object)
        ? new TargetObject.Present(UID, fields, annotations)
        : new TargetObject.Absent();
  }

  @Override
  public WriteResult apply(ObjectWrite write) {
    Map<String, TargetObject.Field> wanted = new TreeMap<>();
    write
        .fields()
        .forEach(
            (path, text) ->
                wanted.put(path, new TargetObject.Field(text, write.author().manager())));
    WriteResult result = write(write.object(), write.uid(), wanted);
    if (result instanceof WriteResult.Written) {
      annotations.put(write.note().name(), write.note().text());
    }
    return result;
  }

  @Override
  public WriteResult restore(ObjectRestore restore) {
    Map<String, TargetObject.Field> wanted = new TreeMap<>();
    restore
        .fields()
        .forEach(
            (path, before) ->
                wanted.put(path, new TargetObject.Field(before.text(), before.manager())));
    WriteResult result = write(restore.object(), restore.uid(), wanted);
    if (result instanceof WriteResult.Written) {
      annotations.remove(restore.noteName());
    }
    return result;
  }

  private WriteResult write(ObjectRef target, String uid, Map<String, TargetObject.Field> wanted) {
    if (!target.equals(object) || !uid.equals(UID)) {
      return new WriteResult.Failed("TargetMissing", "there is no " + target + "; create it");
    }
    if (!fields.keySet().containsAll(wanted.keySet())) {
      return new WriteResult.Failed(
          "FieldMissing", object + " has no such key; name a knob of the plant");
    }
    writes++;
    wanted.forEach(
        (path, field) -> {
          TargetObject.Field before = fields.put(path, field);
          if (before != null && !before.text().equals(field.text())) {
            writer.set(path.substring(DATA.length()), Double.parseDouble(field.text()));
          }
        });
    return new WriteResult.Written();
  }
}
