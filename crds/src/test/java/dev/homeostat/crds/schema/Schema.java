package dev.homeostat.crds.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One node of a generated schema, to which the constraints are added that Java types lack. */
final class Schema {

  /** As DurationText reads them; the last six digits keep a 64-bit count of nanoseconds whole. */
  static final String DURATION = "^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String path;
  private final JSONSchemaProps props;

  Schema(String path, JSONSchemaProps props) {
    this.path = path;
    this.props = props;
  }

  /** A property that the Java type has; a name that it lacks is a mistake here. */
  Schema field(String name) {
    JSONSchemaProps field = props.getProperties().get(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "no field " + name + " in " + path + "; it has " + props.getProperties().keySet());
    }
    return new Schema(path + "." + name, field);
  }

  /** For a kind that has no status, where the generator writes an empty one. */
  Schema without(String name) {
    field(name);
    props.getProperties().remove(name);
    return this;
  }

  Schema items() {
    return new Schema(path + "[]", props.getItems().getSchema());
  }

  Schema describe(String description) {
    props.setDescription(description);
    return this;
  }

  /** Also refuses a blank value of a required text, which says as little as a missing one. */
  Schema require(String... names) {
    for (String name : names) {
      JSONSchemaProps field = field(name).props;
      boolean constrained =
          !field.getEnum().isEmpty()
              || field.getFormat() != null
              || field.getPattern() != null
              || field.getMinLength() != null;
      if ("string".equals(field.getType()) && !constrained) {
        field.setMinLength(1L);
        field.setPattern("\\S");
      }
    }
    List<String> required = new ArrayList<>(props.getRequired());
    required.addAll(Arrays.asList(names));
    props.setRequired(required);
    return this;
  }

  Schema text(long maxLength) {
    props.setMaxLength(maxLength);
    return this;
  }

  Schema emptyAllowed() {
    props.setMinLength(0L);
    return this;
  }

  Schema text(long maxLength, String pattern) {
    props.setPattern(pattern);
    return text(maxLength);
  }

  /** Name of an entry in a list of the same resource. */
  Schema entryName() {
    return text(40, "^[a-z]([-a-z0-9]*[a-z0-9])?$");
  }

  /** Name of another resource of this group. */
  Schema resourceName() {
    return text(63);
  }

  /** A ratio strictly between 0 and 1 as a decimal text, since floats lose nines. */
  Schema ratio() {
    text(12, "^0\\.[0-9]{1,10}$");
    return rule(
        "double(self) > 0.0", "expected a ratio strictly between 0 and 1, such as \"0.999\"");
  }

  /** A price, not negative, as a decimal text. */
  Schema price() {
    return text(20, "^[0-9]{1,12}(\\.[0-9]{1,6})?$");
  }

  Schema duration() {
    return text(8, DURATION);
  }

  /** A duration that rules compare: only the format makes it one in CEL. */
  Schema comparedDuration() {
    props.setFormat("duration");
    return duration();
  }

  Schema instant() {
    props.setFormat("date-time");
    return this;
  }

  Schema oneOf(String... words) {
    props.setEnum(Arrays.stream(words).map(w -> (JsonNode) new TextNode(w)).toList());
    return this;
  }

  Schema guarantee() {
    return oneOf(
        "StrictSerializable", "Serializable", "SnapshotIsolation", "ReadCommitted", "Eventual");
  }

  Schema defaultsTo(Object value) {
    props.setDefault(JSON.valueToTree(value));
    return this;
  }

  Schema whole(double min) {
    props.setFormat("int64");
    props.setMinimum(min);
    return this;
  }

  Schema atMost(double max) {
    props.setMaximum(max);
    return this;
  }

  Schema aboveZero() {
    props.setMinimum(0.0);
    props.setExclusiveMinimum(true);
    return this;
  }

  Schema fromZero() {
    props.setMinimum(0.0);
    return this;
  }

  /** A number within 0 and 1. */
  Schema share() {
    return fromZero().atMost(1);
  }

  /** Beyond 32 bits a client's IntOrString fails, and one such object stops its informer. */
  Schema intOrString() {
    props.setMinimum((double) Integer.MIN_VALUE);
    props.setMaximum((double) Integer.MAX_VALUE);
    return text(32);
  }

  /** A list whose items are told apart by their name. */
  Schema byName(long minItems, long maxItems) {
    return byKey("name", minItems, maxItems);
  }

  Schema byKey(String key, long minItems, long maxItems) {
    props.setXKubernetesListMapKeys(List.of(key));
    return list("map", minItems, maxItems);
  }

  /** A list that has one owner and an order. */
  Schema atomic(long minItems, long maxItems) {
    return list("atomic", minItems, maxItems);
  }

  /** A list of single values, each once. */
  Schema set(long minItems, long maxItems) {
    return list("set", minItems, maxItems);
  }

  private Schema list(String type, long minItems, long maxItems) {
    props.setXKubernetesListType(type);
    props.setMinItems(minItems == 0 ? null : minItems);
    props.setMaxItems(maxItems);
    return this;
  }

  Schema someProperties() {
    props.setMinProperties(1L);
    return this;
  }

  Schema labels(long maxProperties, long maxLength) {
    props.setMaxProperties(maxProperties);
    props.getAdditionalProperties().getSchema().setMaxLength(maxLength);
    return this;
  }

  Schema rule(String rule, String message) {
    ValidationRule added = new ValidationRule();
    added.setRule(rule);
    added.setMessage(message);
    return add(added);
  }

  /** A rule whose violation is shown at a field below this one. */
  Schema rule(String fieldPath, String rule, String message) {
    ValidationRule added = new ValidationRule();
    added.setRule(rule);
    added.setMessage(message);
    added.setFieldPath(fieldPath);
    return add(added);
  }

  private Schema add(ValidationRule rule) {
    List<ValidationRule> rules = new ArrayList<>(props.getXKubernetesValidations());
    rules.add(rule);
    props.setXKubernetesValidations(rules);
    return this;
  }
}
