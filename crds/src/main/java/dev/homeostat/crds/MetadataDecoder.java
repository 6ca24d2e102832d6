package dev.homeostat.crds;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes a resource's metadata and completes its namespace. */
final class MetadataDecoder {

  private static final String DEFAULT_NAMESPACE = "default";

  private static final int MAX_NAME_CHARS = 63;

  /** RFC 1123 label. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  /** RFC 1123 subdomain: labels with dots between. */
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  private final Problems problems;
  private final RecordDecoder decoder;

  MetadataDecoder(Problems problems, RecordDecoder decoder) {
    this.problems = problems;
    this.decoder = decoder;
  }

  /** The metadata; null, or of no use, after a problem. */
  @Nullable Metadata decode(YamlNode.Mapping resource, ResourceKind kind) {
    YamlNode.Field field = resource.fields().get("metadata");
    if (field == null || field.value().isNothing()) {
      int line = field == null ? resource.line() : field.line();
      missingName(new Place(line, FieldPath.ROOT.field("metadata")), kind);
      return null;
    }
    Place place = new Place(field.line(), FieldPath.ROOT.field("metadata"));
    Metadata metadata = (Metadata) decoder.field(Metadata.class, field, place);
    if (metadata == null || !(field.value() instanceof YamlNode.Mapping mapping)) {
      return null;
    }
    checkName(mapping, metadata, place, kind);
    String namespace = namespace(mapping, metadata, place, kind);
    return new Metadata(metadata.name(), namespace, metadata.labels(), metadata.annotations());
  }

  private void checkName(
      YamlNode.Mapping mapping, Metadata metadata, Place place, ResourceKind kind) {
    YamlNode.Field field = mapping.fields().get("name");
    String name = metadata.name();
    if (field == null || field.value().isNothing()) {
      missingName(field == null ? place : new Place(field.line(), place.path()), kind);
    } else if (name != null && (name.length() > MAX_NAME_CHARS || !matches(SUBDOMAIN, name))) {
      problems.add(
          place.field(field.line(), "name"),
          "expected at most 63 of the characters a-z, 0-9, - and ., beginning and ending with a"
              + " letter or digit; found \"%s\"; rename it".formatted(Excerpt.of(name)));
    }
  }

  private @Nullable String namespace(
      YamlNode.Mapping mapping, Metadata metadata, Place place, ResourceKind kind) {
    YamlNode.Field field = mapping.fields().get("namespace");
    if (field == null || field.value().isNothing()) {
      return kind.namespaced() ? DEFAULT_NAMESPACE : null;
    }
    Place namespacePlace = place.field(field.line(), "namespace");
    String namespace = metadata.namespace();
    if (!kind.namespaced()) {
      problems.add(
          namespacePlace,
          "expected none, since a %s belongs to the whole cluster; remove it"
              .formatted(kind.title()));
      return null;
    }
    if (namespace != null && (namespace.length() > MAX_NAME_CHARS || !matches(LABEL, namespace))) {
      problems.add(
          namespacePlace,
          "expected at most 63 of the characters a-z, 0-9 and -, beginning and ending with a letter"
              + " or digit; found \"%s\"; correct it".formatted(Excerpt.of(namespace)));
    }
    return namespace;
  }

  private void missingName(Place metadata, ResourceKind kind) {
    problems.add(
        metadata.field(metadata.line(), "name"),
        "expected the name of the %s, found none; write name: my-name under metadata"
            .formatted(kind.title()));
  }

  private static boolean matches(Pattern pattern, String text) {
    return pattern.matcher(text).matches();
  }
}
