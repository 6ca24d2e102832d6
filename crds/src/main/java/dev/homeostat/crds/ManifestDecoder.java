package dev.homeostat.crds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes the documents of one file into resources. */
final class ManifestDecoder {

  private static final List<String> FIELDS = List.of("apiVersion", "kind", "metadata", "spec");

  private final String file;
  private final Problems problems;
  private final Map<Identity, Integer> lineByIdentity = new HashMap<>();

  ManifestDecoder(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** What no two resources may have in common. */
  private record Identity(String kind, String namespace, String name) {

    @Override
    public String toString() {
      return kind + " " + Excerpt.of(namespace.isEmpty() ? name : namespace + "/" + name);
    }
  }

  /** The resource, or null after a problem. */
  @Nullable Manifest<?> decode(YamlDocument document) {
    if (document.root() instanceof YamlNode.Refused) {
      return null;
    }
    if (!(document.root() instanceof YamlNode.Mapping resource)) {
      problems.add(
          document.root().line(),
          "expected a resource with apiVersion, kind, metadata and spec, found "
              + document.root().description());
      return null;
    }
    int before = problems.count();
    RecordDecoder decoder = new RecordDecoder(problems);
    decoder.note(new Place(resource.line(), FieldPath.ROOT));
    checkApiVersion(resource, decoder);
    ResourceKind kind = kind(resource, decoder);
    if (kind == null) {
      return null;
    }
    checkFields(resource, decoder);
    Metadata metadata = new MetadataDecoder(problems, decoder).decode(resource, kind);
    if (metadata != null) {
      checkUnique(kind, metadata, decoder);
    }
    Object spec = spec(resource, kind, decoder);
    if (metadata == null || spec == null || problems.count() > before || !document.sound()) {
      return null;
    }
    return new Manifest<>(kind.title(), metadata, spec, new Origin(file, decoder.lines()));
  }

  private void checkApiVersion(YamlNode.Mapping resource, RecordDecoder decoder) {
    String found = requiredText(resource, decoder, "apiVersion", ResourceKind.API_VERSION);
    if (found != null && !found.equals(ResourceKind.API_VERSION)) {
      problems.add(
          place(resource, "apiVersion"),
          "expected %s, found %s; correct it, or move the resource to another file"
              .formatted(ResourceKind.API_VERSION, Excerpt.of(found)));
    }
  }

  /** A misspelt kind is a problem and still chooses the spec, so that its problems show too. */
  private @Nullable ResourceKind kind(YamlNode.Mapping resource, RecordDecoder decoder) {
    String known = String.join(", ", ResourceKind.titles());
    String found = requiredText(resource, decoder, "kind", "one of " + known);
    if (found == null) {
      return null;
    }
    ResourceKind nearest = ResourceKind.nearest(found);
    if (nearest == null || !nearest.title().equals(found)) {
      String advice =
          nearest == null
              ? "correct it, or move the resource to another file"
              : "did you mean " + nearest.title() + "?";
      problems.add(
          place(resource, "kind"),
          "expected one of %s, found %s; %s".formatted(known, Excerpt.of(found), advice));
    }
    return nearest;
  }

  private @Nullable String requiredText(
      YamlNode.Mapping resource, RecordDecoder decoder, String name, String wanted) {
    YamlNode.Field field = resource.fields().get(name);
    if (field == null || field.value().isNothing()) {
      problems.add(place(resource, name), "expected %s, found none; write it".formatted(wanted));
      return null;
    }
    return (String) decoder.field(String.class, field, place(resource, name));
  }

  private void checkFields(YamlNode.Mapping resource, RecordDecoder decoder) {
    resource
        .fields()
        .keySet()
        .forEach(
            name -> {
              if (name.equals("status")) {
                problems.add(
                    place(resource, name),
                    "expected none, since Homeostat writes it; remove it with all its fields");
              } else if (!FIELDS.contains(name)) {
                decoder.unknownField(place(resource, name), name, FIELDS);
              }
            });
  }

  private void checkUnique(ResourceKind kind, Metadata metadata, RecordDecoder decoder) {
    String name = metadata.name();
    if (name == null) {
      return;
    }
    String namespace = metadata.namespace() == null ? "" : metadata.namespace();
    Identity identity = new Identity(kind.title(), namespace, name);
    FieldPath path = FieldPath.ROOT.field("metadata").field("name");
    int line = decoder.lines().getOrDefault(path.toString(), 1);
    Integer earlier = lineByIdentity.putIfAbsent(identity, line);
    if (earlier != null) {
      problems.add(
          new Place(line, path),
          "%s stands in lines %d and %d; rename one, or remove it"
              .formatted(identity, earlier, line));
    }
  }

  private @Nullable Object spec(
      YamlNode.Mapping resource, ResourceKind kind, RecordDecoder decoder) {
    YamlNode.Field field = resource.fields().get("spec");
    if (field == null || field.value().isNothing()) {
      problems.add(
          place(resource, "spec"),
          "expected the spec of the %s, found none; write it".formatted(kind.title()));
      return null;
    }
    return decoder.field(kind.specType(), field, place(resource, "spec"));
  }

  /** Place of a field of the resource; of the resource where the field is missing. */
  private static Place place(YamlNode.Mapping resource, String name) {
    YamlNode.Field field = resource.fields().get(name);
    int line = field == null ? resource.line() : field.line();
    return new Place(line, FieldPath.ROOT.field(name));
  }
}
