package dev.homeostat.engine.policy;

import dev.homeostat.slo.SerialChain;
import java.util.List;

/**
 * An SLOChain, decoded and checked.
 *
 * @param source name of the SignalSource
 * @param chain end-to-end objective
 * @param members the services of the chain, in the order in which a request passes them
 */
record ChainPolicy(String source, SerialChain chain, List<Member> members) {

  /**
   * One service.
   *
   * @param name its name
   * @param errors selector of the counter of bad events
   * @param total selector of the counter of all events
   */
  record Member(String name, String errors, String total) {}
}
