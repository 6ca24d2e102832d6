package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.plan.ObjectRestore;
import dev.homeostat.engine.plan.ObjectWrite;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects in memory, with who set each field, and failures that a test asks for. */
public final class InMemoryObjects implements TargetObjects {

  private final Map<ObjectRef, TargetObject.Present> objects = new HashMap<>();
  private final List<ObjectWrite> writes = new ArrayList<>();
  private @Nullable String unreadable;
  private WriteResult.@Nullable Failed failure;
  private int created;

  /** Makes an object, or makes it anew with another identity. */
  public void create(ObjectRef object, String manager, Map<String, String> texts) {
    Map<String, TargetObject.Field> fields = new HashMap<>();
    texts.forEach((path, text) -> fields.put(path, new TargetObject.Field(text, manager)));
    objects.put(object, new TargetObject.Present("uid-" + ++created, fields, Map.of()));
  }

  /** Sets one field as somebody else. */
  public void set(ObjectRef object, String manager, String path, String text) {
    TargetObject.Present present = present(object);
    Map<String, TargetObject.Field> fields = new HashMap<>(present.fields());
    fields.put(path, new TargetObject.Field(text, manager));
    objects.put(object, new TargetObject.Present(present.uid(), fields, present.annotations()));
  }

  public void delete(ObjectRef object) {
    objects.remove(object);
  }

  /** Lets every read fail with a message; null mends it. */
  public void failReads(@Nullable String message) {
    unreadable = message;
  }

  /** Lets every write fail; null mends it. */
  public void failWrites(WriteResult.@Nullable Failed newFailure) {
    failure = newFailure;
  }

  /** All writes that were done. */
  public List<ObjectWrite> writes() {
    return List.copyOf(writes);
  }

  /** One field. */
  public TargetObject.Field field(ObjectRef object, String path) {
    TargetObject.Field field = present(object).fields().get(path);
    if (field == null) {
      throw new AssertionError(object + " has no field " + path);
    }
    return field;
  }

  public Map<String, String> annotations(ObjectRef object) {
    return present(object).annotations();
  }

  @Override
  public TargetObject read(ObjectRef object) {
    if (unreadable != null) {
      return new TargetObject.Unreadable(unreadable);
    }
    TargetObject.Present present = objects.get(object);
    return present == null ? new TargetObject.Absent() : present;
  }

  @Override
  public WriteResult apply(ObjectWrite write) {
    WriteResult.Failed failed = failure(write.object(), write.uid());
    if (failed != null) {
      return failed;
    }
    TargetObject.Present present = present(write.object());
    Map<String, TargetObject.Field> fields = new HashMap<>(present.fields());
    write
        .fields()
        .forEach((path, text) -> fields.put(path, new TargetObject.Field(text, write.manager())));
    Map<String, String> annotations = new HashMap<>(present.annotations());
    annotations.put(write.noteName(), write.note());
    objects.put(write.object(), new TargetObject.Present(present.uid(), fields, annotations));
    writes.add(write);
    return new WriteResult.Written();
  }

  @Override
  public WriteResult restore(ObjectRestore restore) {
    WriteResult.Failed failed = failure(restore.object(), restore.uid());
    if (failed != null) {
      return failed;
    }
    TargetObject.Present present = present(restore.object());
    Map<String, TargetObject.Field> fields = new HashMap<>(present.fields());
    restore
        .fields()
        .forEach(
            (path, before) ->
                fields.put(path, new TargetObject.Field(before.text(), before.manager())));
    Map<String, String> annotations = new HashMap<>(present.annotations());
    annotations.remove(restore.noteName());
    objects.put(restore.object(), new TargetObject.Present(present.uid(), fields, annotations));
    return new WriteResult.Written();
  }

  private WriteResult.@Nullable Failed failure(ObjectRef object, String uid) {
    if (failure != null) {
      return failure;
    }
    TargetObject.Present present = objects.get(object);
    return present == null || !present.uid().equals(uid)
        ? new WriteResult.Failed("TargetMissing", "there is no " + object + " with uid " + uid)
        : null;
  }

  private TargetObject.Present present(ObjectRef object) {
    TargetObject.Present present = objects.get(object);
    if (present == null) {
      throw new AssertionError("there is no " + object);
    }
    return present;
  }
}
