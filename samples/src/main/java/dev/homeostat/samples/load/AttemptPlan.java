package dev.homeostat.samples.load;

import java.net.InetSocketAddress;
import java.time.Duration;

/** Where attempts go, how long each may take and how often a request is sent again. */
record AttemptPlan(InetSocketAddress target, Duration timeout, int resends) {
  /** The longest a request can stay open: every one of its attempts times out. */
  Duration longestRequest() {
    return timeout.multipliedBy(resends + 1L);
  }
}
