package dev.homeostat.engine.rules;

/**
 * Inhibition rules for Alertmanager: one page an incident. They go by labels alone, so the same
 * ones serve every chain.
 *
 * <p>No alert silences itself: source and target always differ in a label.
 */
public final class InhibitRules {

  private static final String YAML =
      """
      # For alertmanager.yml. Group by namespace and chain: group_by: [namespace, chain]. Keep group_wait
      # at 10s or more, so that no member pages before the alert of its chain is there.
      inhibit_rules:
      # The page of a chain is enough: its tickets and its members' alerts add nothing.
      - source_matchers: ['scope="chain"', 'severity="page"']
        target_matchers: ['scope="chain"', 'severity="ticket"']
        equal: [namespace, chain]
      - source_matchers: ['scope="chain"', 'severity="page"']
        target_matchers: ['scope="member"']
        equal: [namespace, chain]
      # While the chain holds, the page of the likely cause speaks for the members it drags along.
      - source_matchers: ['scope="member"', 'role="cause"', 'severity="page"']
        target_matchers: ['scope="member"', 'role="affected"']
        equal: [namespace, chain]
      # One alert a member.
      - source_matchers: ['scope="member"', 'severity="page"']
        target_matchers: ['scope="member"', 'severity="ticket"']
        equal: [namespace, chain, member]
      # The ticket of a chain speaks for the tickets of its members.
      - source_matchers: ['scope="chain"', 'severity="ticket"']
        target_matchers: ['scope="member"', 'severity="ticket"']
        equal: [namespace, chain]
      """;

  /** The rules as a part of Alertmanager's configuration. */
  public static String yaml() {
    return YAML;
  }

  private InhibitRules() {}
}
