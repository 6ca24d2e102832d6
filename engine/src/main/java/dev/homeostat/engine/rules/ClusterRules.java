package dev.homeostat.engine.rules;

import dev.homeostat.engine.policy.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one chain as they stand in a cluster, in one object of the chain's namespace.
 *
 * <p>Each group begins with a rule that records its revision. Prometheus shows expressions in
 * another spelling than the one it was given, so the revision alone proves that it has loaded these
 * rules and not those of last week.
 *
 * @param namespace of the chain
 * @param chain its name
 * @param revision of the rules: other rules have another
 * @param groups with the rule that records the revision
 * @param labels of the object, beside our own
 * @param yaml the groups as a rule file of Prometheus
 */
public record ClusterRules(
    String namespace,
    String chain,
    String revision,
    List<RuleGroup> groups,
    SortedMap<String, String> labels,
    String yaml) {

  /** Series that shows which revision of a chain's rules is evaluated. */
  public static final String MARK = "chain:slo_rules:info";

  /** Its label. */
  public static final String REVISION = "revision";

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public ClusterRules {
    groups = List.copyOf(groups);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /**
   * The rules of a chain.
   *
   * @param nowMillis in which of the periods that follow a calendar
   */
  public static ClusterRules of(ChainPlan plan, Map<String, String> labels, long nowMillis) {
    List<RuleGroup> bare = ChainRules.of(plan, nowMillis);
    String revision = hash(RuleYaml.of(bare));
    List<RuleGroup> groups = bare.stream().map(group -> marked(plan, group, revision)).toList();
    return new ClusterRules(
        plan.namespace(),
        plan.name(),
        revision,
        groups,
        new TreeMap<>(labels),
        RuleYaml.of(groups));
  }

  private static RuleGroup marked(ChainPlan plan, RuleGroup group, String revision) {
    String part = group.name().substring(group.name().lastIndexOf('/') + 1);
    SortedMap<String, String> labels = Series.of(plan).labels("group", part, REVISION, revision);
    List<Rule> rules = new ArrayList<>();
    rules.add(new Rule.Recording(MARK, "vector(1)", labels));
    rules.addAll(group.rules());
    return new RuleGroup(group.name(), group.intervalSeconds(), rules);
  }

  /** FNV-1a: it tells revisions apart, and keeps nobody from making two that are alike. */
  private static String hash(String text) {
    long hash = FNV_OFFSET;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * FNV_PRIME;
    }
    return "%016x".formatted(hash);
  }

  /** Name of the object that holds them. */
  public String objectName() {
    return "homeostat-rules-" + chain;
  }

  /** Such as {@code SLOChain shop/checkout}. */
  public String title() {
    return "SLOChain " + namespace + "/" + chain;
  }

  /** What is wrong where they are more than an object can hold; null where they are not. */
  public @Nullable Problem tooLarge() {
    int bytes = yaml.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= RuleFile.MOST_BYTES
        ? null
        : new Problem(
            "RulesTooLarge",
            title(),
            "the rules of this chain take %d bytes, more than the %d of one object; shorten the selectors of its services, or split the chain in two"
                .formatted(bytes, RuleFile.MOST_BYTES));
  }
}
