package dev.homeostat.controllers.rules;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kind of object that holds the rules of a chain. */
enum RuleForm {
  /** The Prometheus Operator brings it to the Prometheus that selects it. */
  PROMETHEUS_RULE("monitoring.coreos.com", "v1", "PrometheusRule", "prometheusrules"),
  /** Somebody mounts it. */
  CONFIG_MAP("", "v1", "ConfigMap", "configmaps");

  private final String group;
  private final String version;
  private final String kind;
  private final String plural;

  RuleForm(String group, String version, String kind, String plural) {
    this.group = group;
    this.version = version;
    this.kind = kind;
    this.plural = plural;
  }

  String kind() {
    return kind;
  }

  String plural() {
    return plural;
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  RuleForm other() {
    return this == CONFIG_MAP ? PROMETHEUS_RULE : CONFIG_MAP;
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
