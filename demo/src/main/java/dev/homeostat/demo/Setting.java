package dev.homeostat.demo;

import dev.homeostat.engine.Journal;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.PolicySet;
import java.util.List;

/** Where Homeostat runs during a demo: in this process, or in a cluster. */
interface Setting extends AutoCloseable {

  /** What stands in this process for something that is real elsewhere. */
  List<String> embedded();

  /** Starts what it needs before the copies start. */
  void prepare() throws DemoException;

  /** Lets Homeostat see and steer a copy that has started. */
  Pilot steer(Attachment copy, PolicySet set, Enforcement cap, Journal journal)
      throws DemoException;

  @Override
  void close();

  /** In this process. */
  static Setting embeddedOne() {
    return new Setting() {
      @Override
      public List<String> embedded() {
        return List.of(
            "object store: a directory stands for the ConfigMap",
            "signals: computed in this process from /metrics, scraped each second",
            "status: kept in this process");
      }

      @Override
      public void prepare() {}

      @Override
      public Pilot steer(Attachment copy, PolicySet set, Enforcement cap, Journal journal) {
        return new Controlled(copy, set, cap, journal);
      }

      @Override
      public void close() {}
    };
  }
}
