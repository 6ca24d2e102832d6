package dev.homeostat.pid.supervision;

import java.util.Set;

/**
 * What one look at a loop came to.
 *
 * @param state what to remember
 * @param verdict what the loop is to do
 * @param findings what is wrong with it now
 */
public record Supervised(SupervisorState state, Verdict verdict, Set<Finding> findings) {

  public Supervised {
    findings = Set.copyOf(findings);
  }
}
