package dev.homeostat.controllers;

import dev.homeostat.crds.ApprovalSpec;
import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.HomeostatControlSpec;
import dev.homeostat.crds.ModeOverrideSpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.crds.SignalSourceSpec;
import java.util.Arrays;

/** A kind of resource that the operator watches. */
enum Kind {
  SIGNAL_SOURCE("SignalSource", "signalsources", SignalSourceSpec.class),
  SLO_CHAIN("SLOChain", "slochains", SLOChainSpec.class),
  OPERATING_MODE("OperatingMode", "operatingmodes", OperatingModeSpec.class),
  CONTROL_LOOP("ControlLoop", "controlloops", ControlLoopSpec.class),
  MODE_OVERRIDE("ModeOverride", "modeoverrides", ModeOverrideSpec.class),
  APPROVAL("Approval", "approvals", ApprovalSpec.class),
  HOMEOSTAT_CONTROL("HomeostatControl", "homeostatcontrols", HomeostatControlSpec.class);

  /** API version of all of them. */
  static final String API_VERSION = "homeostat.dev/v1alpha1";

  private final String title;
  private final String plural;
  private final Class<? extends Record> specType;

  Kind(String title, String plural, Class<? extends Record> specType) {
    this.title = title;
    this.plural = plural;
    this.specType = specType;
  }

  /** The kind as it stands in manifests. */
  String title() {
    return title;
  }

  /** Whether its resources are in no namespace. */
  boolean isClusterScoped() {
    return this == SIGNAL_SOURCE || this == HOMEOSTAT_CONTROL;
  }

  Class<? extends Record> specType() {
    return specType;
  }

  /** Path of one resource on the API server. */
  String path(String namespace, String name) {
    String scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    return "/apis/" + API_VERSION + scope + "/" + plural + "/" + name;
  }

  /** The kind that stands so in manifests. */
  static Kind of(String title) {
    return Arrays.stream(values())
        .filter(kind -> kind.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of ours: " + title));
  }
}
