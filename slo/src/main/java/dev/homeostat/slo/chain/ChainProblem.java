package dev.homeostat.slo.chain;

/**
 * One thing that is wrong with a declared chain.
 *
 * @param kind which rule it breaks
 * @param place where, such as {@code stages[1].members[0]}
 * @param found what was found there
 * @param mend what to do about it
 */
public record ChainProblem(Kind kind, String place, String found, String mend) {

  /** The rules of a declaration. */
  public enum Kind {
    /** An objective that is not strictly between 0 and 1. */
    OBJECTIVE_OUT_OF_RANGE,
    /** A shared availability that is not above 0 and at most 1. */
    SHARED_AVAILABILITY_OUT_OF_RANGE,
    /** A latency budget that is not above 0, or not finite. */
    LATENCY_OUT_OF_RANGE,
    /** Attempts below 1, or a capacity that is not above 0. */
    RETRY_LOAD_OUT_OF_RANGE,
    /** A service or stage without a name. */
    NAME_MISSING,
    /** A name that an earlier service or stage has. */
    NAME_DUPLICATE,
    /** A chain without services. */
    SERVICES_MISSING,
    /** A stage with fewer members than its composition needs. */
    MEMBERS_MISSING,
    /** A member that is neither a service nor a stage. */
    MEMBER_UNKNOWN,
    /** A member that is a member already, whose events would count twice. */
    MEMBER_USED_TWICE,
    /** A member to wait for that is not among the members. */
    WAITED_FOR_UNKNOWN,
    /** A root that is neither a service nor a stage. */
    ROOT_UNKNOWN,
    /** Stages that contain each other. */
    CYCLE,
    /** A service or stage that the root does not lead to; the chain is whole without it. */
    OUTSIDE
  }

  /** The problem in one sentence, without its place. */
  public String message() {
    return found + "; " + mend;
  }
}
