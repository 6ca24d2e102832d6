package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects in memory, with who set each field, and failures that a test asks for. */
public final class InMemoryObjects implements TargetObjects {

  private final Map<ObjectRef, TargetObject.Present> objects = new HashMap<>();
  private final List<ObjectWrite> writes = new ArrayList<>();
  private @Nullable String unreadable;
  private WriteResult.@Nullable Failed failure;
  private WriteResult.@Nullable Failed restoreFailure;
  private int created;
  private final List<String> reads = new ArrayList<>();
  private final List<String> calls;
  private final Map<ObjectRef, WriteResult.Failed> failures = new HashMap<>();
  private final Set<ObjectRef> unreadableObjects = new HashSet<>();

  public InMemoryObjects() {
    this(new ArrayList<>());
  }

  /** Objects that write down every apply and restore among the calls of other ports. */
  public InMemoryObjects(List<String> calls) {
    this.calls = calls;
  }

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

  /** Lets the reads of one object fail. */
  public void failReads(ObjectRef object) {
    unreadableObjects.add(object);
  }

  /** Lets the writes of one object fail; null mends it. */
  public void failWrites(ObjectRef object, WriteResult.@Nullable Failed newFailure) {
    if (newFailure == null) {
      failures.remove(object);
    } else {
      failures.put(object, newFailure);
    }
  }

  /** Takes all annotations off an object, as somebody may. */
  public void dropAnnotations(ObjectRef object) {
    TargetObject.Present present = present(object);
    objects.put(object, new TargetObject.Present(present.uid(), present.fields(), Map.of()));
  }

  /** Lets every write fail; null mends it. */
  public void failWrites(WriteResult.@Nullable Failed newFailure) {
    failure = newFailure;
  }

  /** Lets every restore fail, but no other write; null mends it. */
  public void failRestores(WriteResult.@Nullable Failed newFailure) {
    restoreFailure = newFailure;
  }

  /** How often an object was read. */
  public int reads() {
    return reads.size();
  }

  /** Every object that was read, and as whom. */
  public List<String> readers() {
    return List.copyOf(reads);
  }

  /** Keeps writes of one field from who reads it; an empty reason mends it. */
  public void bar(ObjectRef object, String path, String barrier) {
    TargetObject.Present present = present(object);
    Map<String, TargetObject.Field> fields = new HashMap<>(present.fields());
    TargetObject.Field field = field(object, path);
    fields.put(path, new TargetObject.Field(field.text(), field.manager(), barrier));
    objects.put(object, new TargetObject.Present(present.uid(), fields, present.annotations()));
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
  public TargetObject read(ObjectRef object, String account) {
    reads.add(object + " as " + account);
    if (unreadable != null || unreadableObjects.contains(object)) {
      return new TargetObject.Unreadable(unreadable == null ? "forbidden" : unreadable);
    }
    TargetObject.Present present = objects.get(object);
    return present == null ? new TargetObject.Absent() : present;
  }

  /** As server-side apply does it: a field that its manager leaves out is deleted. */
  @Override
  public WriteResult apply(ObjectWrite write) {
    calls.add("apply " + write.object());
    WriteResult.Failed failed = failure(write.object(), write.uid());
    if (failed != null) {
      return failed;
    }
    TargetObject.Present present = present(write.object());
    Map<String, TargetObject.Field> fields = new HashMap<>(present.fields());
    fields
        .entrySet()
        .removeIf(
            field ->
                field.getValue().manager().equals(write.author().manager())
                    && !write.fields().containsKey(field.getKey()));
    write
        .fields()
        .forEach(
            (path, text) ->
                fields.put(path, new TargetObject.Field(text, write.author().manager())));
    Map<String, String> annotations = new HashMap<>(present.annotations());
    annotations.put(write.note().name(), write.note().text());
    objects.put(write.object(), new TargetObject.Present(present.uid(), fields, annotations));
    writes.add(write);
    return new WriteResult.Written();
  }

  @Override
  public WriteResult restore(ObjectRestore restore) {
    calls.add("restore " + restore.object());
    WriteResult.Failed failed =
        restoreFailure == null ? failure(restore.object(), restore.uid()) : restoreFailure;
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
    if (failure != null || failures.containsKey(object)) {
      return failure == null ? failures.get(object) : failure;
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
