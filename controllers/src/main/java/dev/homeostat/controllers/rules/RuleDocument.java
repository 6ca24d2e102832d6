package dev.homeostat.controllers.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.rules.ClusterRules;
import dev.homeostat.engine.rules.Rule;
import dev.homeostat.engine.rules.RuleGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The object that holds the rules of a chain, whole, as it is applied. */
final class RuleDocument {

  /** Key of a ConfigMap that holds the rule file. */
  static final String KEY = "rules.yaml";

  /** Annotation that says which revision of the rules the object holds. */
  static final String REVISION = "homeostat.dev/rules-revision";

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  static GenericKubernetesResource of(RuleForm form, ClusterRules rules, String ownerUid) {
    GenericKubernetesResource object =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(form.apiVersion())
            .withKind(form.kind())
            .withNewMetadata()
            .withName(rules.objectName())
            .withNamespace(rules.namespace())
            .withLabels(labels(rules))
            .addToAnnotations(REVISION, rules.revision())
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion("homeostat.dev/v1alpha1")
                    .withKind("SLOChain")
                    .withName(rules.chain())
                    .withUid(ownerUid)
                    .withController(true)
                    .build())
            .endMetadata()
            .build();
    if (form == RuleForm.CONFIG_MAP) {
      object.setAdditionalProperty("data", Map.of(KEY, rules.yaml()));
    } else {
      object.setAdditionalProperty(
          "spec", Map.of("groups", rules.groups().stream().map(RuleDocument::group).toList()));
    }
    return object;
  }

  /** The labels of the object: those that are declared, and our own. */
  static Map<String, String> labels(ClusterRules rules) {
    Map<String, String> labels = new TreeMap<>(rules.labels());
    labels.put(MANAGED_BY, "homeostat");
    return labels;
  }

  private static Map<String, Object> group(RuleGroup group) {
    List<Map<String, Object>> rules = group.rules().stream().map(RuleDocument::rule).toList();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", group.name());
    map.put("interval", seconds(group.intervalSeconds()));
    map.put("rules", rules);
    return map;
  }

  private static Map<String, Object> rule(Rule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (rule instanceof Rule.Alerting alert) {
      map.put("alert", alert.name());
      if (alert.holdSeconds() > 0) {
        map.put("for", seconds(alert.holdSeconds()));
      }
      map.put("annotations", alert.annotations());
    } else if (rule instanceof Rule.Recording recording) {
      map.put("record", recording.name());
    }
    map.put("expr", rule.expression());
    map.put("labels", rule.labels());
    return map;
  }

  private static String seconds(long seconds) {
    return DurationText.format(seconds * 1_000);
  }

  private RuleDocument() {}
}
