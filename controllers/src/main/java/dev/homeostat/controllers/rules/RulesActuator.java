package dev.homeostat.controllers.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.rules.ClusterRules;
import dev.homeostat.engine.rules.RuleSelection;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rules of chains into a cluster, under the operator's own name and only while it leads:
 * one object a chain, by server-side apply, owned by the chain and so gone with it. An object that
 * is not the chain's is never touched.
 */
public final class RulesActuator {

  private static final String FIELD_MANAGER = "homeostat-rules";
  private static final String MONITORING = "monitoring.coreos.com/v1";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final KubernetesClient client;
  private final BooleanSupplier mayWrite;

  /**
   * Writes through a client that repeats nothing.
   *
   * @param mayWrite the write gate
   */
  public RulesActuator(KubernetesClient client, BooleanSupplier mayWrite) {
    this.client = client;
    this.mayWrite = mayWrite;
  }

  /** What the cluster can hold rules in; null where it does not answer. */
  @Nullable RuleForm form() {
    try {
      var resources = client.getApiResources(MONITORING);
      boolean installed =
          resources != null
              && resources.getResources().stream()
                  .map(APIResource::getName)
                  .anyMatch(RuleForm.PROMETHEUS_RULE.plural()::equals);
      return installed ? RuleForm.PROMETHEUS_RULE : RuleForm.CONFIG_MAP;
    } catch (KubernetesClientException e) {
      return e.getCode() == 404 ? RuleForm.CONFIG_MAP : null;
    }
  }

  /** What each Prometheus of the Prometheus Operator selects; none where they cannot be seen. */
  List<RuleSelection> selections() {
    List<RuleSelection> found = new ArrayList<>();
    try {
      ResourceDefinitionContext prometheuses =
          new ResourceDefinitionContext.Builder()
              .withGroup("monitoring.coreos.com")
              .withVersion("v1")
              .withKind("Prometheus")
              .withPlural("prometheuses")
              .withNamespaced(true)
              .build();
      for (GenericKubernetesResource one :
          client.genericKubernetesResources(prometheuses).inAnyNamespace().list().getItems()) {
        found.add(
            new RuleSelection(
                one.getMetadata().getNamespace(),
                one.getMetadata().getName(),
                selector(one, "ruleSelector"),
                selector(one, "ruleNamespaceSelector")));
      }
    } catch (KubernetesClientException e) {
      return List.of();
    }
    return found;
  }

  private static @Nullable LabelSelector selector(GenericKubernetesResource one, String field) {
    Object selector = one.get("spec", field);
    return selector == null ? null : JSON.convertValue(selector, LabelSelector.class);
  }

  /** Labels of a namespace; none where it cannot be read. */
  Map<String, String> namespaceLabels(String name) {
    try {
      Namespace namespace = client.namespaces().withName(name).get();
      return namespace == null
          ? Map.of()
          : Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
    } catch (KubernetesClientException e) {
      return Map.of();
    }
  }

  /**
   * Makes the object hold the rules, and removes the one of the other form.
   *
   * @param ownerUid of the chain
   * @return what stands in the way; null where nothing does
   */
  @Nullable Problem put(RuleForm form, ClusterRules rules, String ownerUid) {
    GenericKubernetesResource wanted = RuleDocument.of(form, rules, ownerUid);
    Resource<GenericKubernetesResource> object = at(form, rules);
    try {
      GenericKubernetesResource live = object.get();
      if (live != null && !isOwned(live, ownerUid)) {
        return new Problem(
            "NotOurs",
            object(form, rules),
            "expected no object of this name or one that the SLOChain owns, found one that it does"
                + " not; it is left alone: rename or delete it");
      }
      if (!mayWrite.getAsBoolean()) {
        return new Problem("NotLeader", object(form, rules), "this operator does not lead");
      }
      client.resource(wanted).fieldManager(FIELD_MANAGER).serverSideApply();
      return removed(form.other(), rules, ownerUid);
    } catch (KubernetesClientException e) {
      return refused(form, rules, e);
    }
  }

  /** Whether the object still holds what was put into it. */
  boolean holds(RuleForm form, ClusterRules rules, String ownerUid) {
    try {
      GenericKubernetesResource live = at(form, rules).get();
      GenericKubernetesResource wanted = RuleDocument.of(form, rules, ownerUid);
      String content = form == RuleForm.CONFIG_MAP ? "data" : "spec";
      return live != null
          && isOwned(live, ownerUid)
          && JSON.valueToTree(live.get(content)).equals(JSON.valueToTree(wanted.get(content)))
          && Objects.requireNonNullElse(live.getMetadata().getLabels(), Map.<String, String>of())
              .entrySet()
              .containsAll(wanted.getMetadata().getLabels().entrySet());
    } catch (KubernetesClientException e) {
      // Nothing is known of it; it is looked at again.
      return true;
    }
  }

  private @Nullable Problem removed(RuleForm form, ClusterRules rules, String ownerUid) {
    try {
      GenericKubernetesResource live = at(form, rules).get();
      if (live != null && isOwned(live, ownerUid) && mayWrite.getAsBoolean()) {
        at(form, rules).delete();
      }
      return null;
    } catch (KubernetesClientException e) {
      return e.getCode() == 404 ? null : refused(form, rules, e);
    }
  }

  private Resource<GenericKubernetesResource> at(RuleForm form, ClusterRules rules) {
    return client
        .genericKubernetesResources(form.context())
        .inNamespace(rules.namespace())
        .withName(rules.objectName());
  }

  private static boolean isOwned(GenericKubernetesResource live, String ownerUid) {
    return live.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> ownerUid.equals(owner.getUid()));
  }

  /** Such as {@code ConfigMap shop/homeostat-rules-checkout}. */
  static String object(RuleForm form, ClusterRules rules) {
    return form.kind() + " " + rules.namespace() + "/" + rules.objectName();
  }

  private static Problem refused(RuleForm form, ClusterRules rules, KubernetesClientException e) {
    String said = e.getStatus() == null ? "no answer" : e.getStatus().getMessage();
    String reason =
        switch (e.getCode()) {
          case 403 -> "Forbidden";
          case 409 -> "FieldOwned";
          case 413 -> "RulesTooLarge";
          default -> "NotWritten";
        };
    String mend =
        switch (e.getCode()) {
          case 403 -> "grant the operator what the ClusterRole homeostat-rules says";
          case 409 -> "nothing is taken from another writer: let it leave the object alone";
          case 413 -> "shorten the selectors of the chain's services, or split the chain in two";
          default -> "it is tried again";
        };
    return new Problem(
        reason,
        object(form, rules),
        "expected to write it, found: "
            + said.lines().map(String::strip).collect(Collectors.joining(" "))
            + "; "
            + mend);
  }
}
