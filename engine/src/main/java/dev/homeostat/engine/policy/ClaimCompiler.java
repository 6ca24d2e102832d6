package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks and decodes where the knobs of an OperatingMode live. */
final class ClaimCompiler {

  private static final List<String> FIXED =
      List.of("/metadata/", "/status/", "/apiVersion/", "/kind/");
  private static final List<String> POD_OWNERS =
      List.of("deployments", "statefulsets", "daemonsets", "replicasets");
  private static final String POD_TEMPLATE = "/spec/template/";

  private final SpecReader reader;
  private final String namespace;
  private final SelectionCompiler selections;

  /** Every object once: knobs in one object are told from others at each step of the plan. */
  private final Map<ObjectRef, ObjectRef> objects = new HashMap<>();

  ClaimCompiler(SpecReader reader, String namespace, SelectionCompiler selections) {
    this.reader = reader;
    this.namespace = namespace;
    this.selections = selections;
  }

  /** The objects that hold one knob, where it names several; else none. */
  static List<String> names(OperatingModeSpec.@Nullable Location in) {
    if (in == null) {
      return List.of();
    }
    return in.configMapKey() != null
        ? in.configMapKey().names()
        : in.field() != null ? in.field().names() : List.of();
  }

  /** The fields that a knob lives in, in the order of its objects; none where it does not say. */
  List<Claim> claims(String path, OperatingModeSpec.@Nullable Location in) {
    if (in == null || (in.configMapKey() == null) == (in.field() == null)) {
      reader.invalid(path, "expected exactly one of configMapKey and field");
      return List.of();
    }
    OperatingModeSpec.Field field = in.field();
    OperatingModeSpec.ConfigMapKey at = in.configMapKey();
    String place = path + (field != null ? ".field" : ".configMapKey");
    String name = field != null ? field.name() : Objects.requireNonNull(at).name();
    boolean selects =
        field != null ? field.selector() != null : Objects.requireNonNull(at).selector() != null;
    int given = (name != null ? 1 : 0) + (names(in).isEmpty() ? 0 : 1) + (selects ? 1 : 0);
    if (given > 1) {
      reader.invalid(place + ".names", "expected exactly one of name, names and selector");
      return List.of();
    }
    List<String> several =
        given == 0 || name != null
            ? List.of(reader.required(place + ".name", name))
            : selections.names(in);
    if (selects) {
      if (several.isEmpty() && ObjectSelection.lacksLabels(in)) {
        reader.invalid(place + ".selector.matchLabels", "required: at least one label");
      }
      int before = reader.problems().size();
      selections.check(place + ".selector", in);
      if (reader.problems().size() > before || several.isEmpty()) {
        return List.of();
      }
    }
    reader.atMost(place + ".names", several, ObjectSelection.MOST);
    List<Claim> claims = new ArrayList<>(several.size());
    for (String one : several) {
      Claim claim =
          field != null ? field(place, field, one) : key(place, Objects.requireNonNull(at), one);
      if (claim == null) {
        return List.of();
      }
      claims.add(claim);
    }
    return claims;
  }

  private Claim key(String path, OperatingModeSpec.ConfigMapKey at, String name) {
    String key = reader.required(path + ".key", at.key());
    return new Claim(shared(ObjectRef.configMap(namespace, name)), "/data/" + escaped(key));
  }

  private @Nullable Claim field(String path, OperatingModeSpec.Field field, String name) {
    int before = reader.problems().size();
    ObjectRef object =
        new ObjectRef(
            Objects.requireNonNullElse(field.group(), ""),
            reader.required(path + ".version", field.version()),
            reader.required(path + ".resource", field.resource()),
            namespace,
            name);
    String pointer = reader.required(path + ".path", field.path());
    if (reader.problems().size() > before) {
      return null;
    }
    if (object.resource().equals("secrets") && object.group().isEmpty()) {
      reader.invalid(path + ".resource", "a Secret holds no knob: its texts would be in status");
    }
    if (!pointer.startsWith("/") || isFixed(pointer)) {
      reader.invalid(
          path + ".path",
          "expected a JSON pointer to a setting, such as /spec/replicas, found " + pointer);
    }
    if (pointer.startsWith(POD_TEMPLATE)
        && POD_OWNERS.contains(object.resource())
        && !Boolean.TRUE.equals(field.restartsPods())) {
      reader.problem(
          "KnobNotLive",
          path + ".path",
          pointer
              + " is in the Pod template, so that each step would restart all Pods; say"
              + " restartsPods: true if that is meant, or name a setting that is read live");
    }
    return reader.problems().size() > before ? null : new Claim(shared(object), pointer);
  }

  private ObjectRef shared(ObjectRef object) {
    return objects.computeIfAbsent(object, same -> same);
  }

  private static boolean isFixed(String pointer) {
    return !pointer.startsWith("/metadata/annotations/")
        && FIXED.stream().anyMatch(root -> (pointer + "/").startsWith(root));
  }

  /** A key as a token of a JSON pointer, RFC 6901. */
  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /** The text of a ConfigMap's key around a value. */
  String format(String path, OperatingModeSpec.@Nullable Location in) {
    String format =
        in == null || in.configMapKey() == null || in.configMapKey().format() == null
            ? KnobPolicy.PLACEHOLDER
            : in.configMapKey().format();
    int at = format.indexOf(KnobPolicy.PLACEHOLDER);
    if (at < 0 || at != format.lastIndexOf(KnobPolicy.PLACEHOLDER)) {
      reader.invalid(path, "expected a text with {value} in it once, found " + format);
      return KnobPolicy.PLACEHOLDER;
    }
    return format;
  }
}
