package dev.homeostat.crds;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML text into trees that know their lines, and refuses what a manifest never needs:
 * aliases, tags, merge keys and deep nesting.
 *
 * <p>It reads the parser's events, before any object is built: nothing in a file can name a class,
 * and nothing is expanded.
 */
final class YamlDocumentReader {

  static final int MAX_DEPTH = 50;

  private static final String STANDARD_TAG_PREFIX = "tag:yaml.org,2002:";

  private final Problems problems;
  private final List<YamlDocument> documents = new ArrayList<>();
  private final Iterator<Event> events;

  /** The documents up to the first syntax error, which is a problem. */
  static List<YamlDocument> read(String yaml, Problems problems) {
    if (!isPrintable(yaml, problems)) {
      return List.of();
    }
    var reader = new YamlDocumentReader(yaml, problems);
    try {
      reader.readAll();
    } catch (TooDeepException e) {
      problems.add(
          e.place,
          "expected at most %d levels of nesting, found more; flatten it".formatted(MAX_DEPTH));
    } catch (MarkedYAMLException e) {
      YamlSyntax.explain(e, problems);
    } catch (YAMLException | NumberFormatException e) {
      problems.add(1, YamlSyntax.UNKNOWN_ERROR);
    }
    return reader.documents;
  }

  private YamlDocumentReader(String yaml, Problems problems) {
    this.problems = problems;
    this.events = new Yaml(new LoaderOptions()).parse(new StringReader(yaml)).iterator();
  }

  /** The parser refuses such characters too, but cannot tell their line. */
  private static boolean isPrintable(String yaml, Problems problems) {
    int line = 1;
    for (int i = 0; i < yaml.length(); ) {
      int codePoint = yaml.codePointAt(i);
      if (!StreamReader.isPrintable(codePoint)) {
        problems.add(
            line, "found the character U+%04X, which YAML forbids; remove it".formatted(codePoint));
        return false;
      }
      if (codePoint == '\n') {
        line++;
      }
      i += Character.charCount(codePoint);
    }
    return true;
  }

  private void readAll() {
    while (events.hasNext()) {
      if (events.next().is(Event.ID.DocumentStart)) {
        int before = problems.count();
        Event first = events.next();
        YamlNode root = node(first, new Place(line(first), FieldPath.ROOT), 0);
        documents.add(new YamlDocument(root, problems.count() == before));
      }
    }
  }

  private YamlNode node(Event event, Place place, int depth) {
    if (event instanceof AliasEvent alias) {
      problems.add(
          place,
          "expected a value, found the alias *%s; aliases are not supported: write the value out"
              .formatted(Excerpt.of(alias.getAnchor())));
      return new YamlNode.Refused(line(event));
    }
    refuseAnchor(event, place);
    boolean tagged = refuseTag(event, place);
    if (event instanceof CollectionStartEvent && depth >= MAX_DEPTH) {
      throw new TooDeepException(place);
    }
    YamlNode node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar);
    } else if (event instanceof MappingStartEvent) {
      node = mapping(event, place, depth);
    } else {
      node = items(event, place, depth);
    }
    return tagged ? new YamlNode.Refused(line(event)) : node;
  }

  private void refuseAnchor(Event event, Place place) {
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      problems.add(
          place,
          "found the anchor &%s; anchors are not supported: remove it"
              .formatted(Excerpt.of(node.getAnchor())));
    }
  }

  private boolean refuseTag(Event event, Place place) {
    String tag = tag(event);
    if (tag == null) {
      return false;
    }
    String shown =
        tag.startsWith(STANDARD_TAG_PREFIX)
            ? "!!" + tag.substring(STANDARD_TAG_PREFIX.length())
            : tag;
    problems.add(
        place,
        "found the tag %s; tags are not supported: remove it, and quote what is to be text"
            .formatted(Excerpt.of(shown)));
    return true;
  }

  private static @Nullable String tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent collection ? collection.getTag() : null;
  }

  private static YamlNode.Scalar scalar(ScalarEvent event) {
    String text = event.getValue();
    ScalarKind kind = event.isPlain() ? ScalarKind.ofUnquoted(text) : ScalarKind.TEXT;
    return new YamlNode.Scalar(line(event), kind, text);
  }

  private YamlNode items(Event start, Place place, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event e = events.next(); !(e instanceof SequenceEndEvent); e = events.next()) {
      items.add(node(e, place.item(line(e), items.size()), depth + 1));
    }
    return new YamlNode.Items(line(start), items);
  }

  private YamlNode mapping(Event start, Place place, int depth) {
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    for (Event e = events.next(); !(e instanceof MappingEndEvent); e = events.next()) {
      int keyLine = line(e);
      String key = key(e, new Place(keyLine, place.path()), depth);
      Place field = key == null ? place : place.field(keyLine, key);
      YamlNode value = node(events.next(), field, depth + 1);
      if (key == null) {
        continue;
      }
      YamlNode.Field earlier = fields.putIfAbsent(key, new YamlNode.Field(keyLine, value));
      if (earlier != null) {
        problems.add(
            field,
            "found a second time, first at line %d; keep one of them".formatted(earlier.line()));
      }
    }
    return new YamlNode.Mapping(line(start), fields);
  }

  /** The key, or null after a problem. */
  private @Nullable String key(Event event, Place place, int depth) {
    int before = problems.count();
    YamlNode key = node(event, place, depth + 1);
    if (problems.count() > before) {
      return null;
    }
    if (!(key instanceof YamlNode.Scalar scalar)) {
      problems.add(place, "expected a name before the colon, found " + key.description());
      return null;
    }
    if (scalar.kind() != ScalarKind.TEXT) {
      problems.add(
          place,
          "expected a name before the colon, found %s; write it in quotes: \"%s\""
              .formatted(scalar.description(), Excerpt.of(scalar.text())));
      return null;
    }
    if (scalar.text().equals("<<")) {
      problems.add(place, "found the merge key <<; merge keys are not supported: write the fields");
      return null;
    }
    return scalar.text();
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }

  /** Ends the reading of a file at once, since a parser's work grows with the nesting. */
  private static final class TooDeepException extends RuntimeException {

    private final transient Place place;

    TooDeepException(Place place) {
      super(null, null, false, false);
      this.place = place;
    }
  }
}
