package dev.homeostat.crds;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of resource that a manifest can hold. */
enum ResourceKind {
  SIGNAL_SOURCE("SignalSource", SignalSourceSpec.class, false),
  SLO_CHAIN("SLOChain", SLOChainSpec.class, true),
  OPERATING_MODE("OperatingMode", OperatingModeSpec.class, true),
  CONTROL_LOOP("ControlLoop", ControlLoopSpec.class, true),
  MODE_OVERRIDE("ModeOverride", ModeOverrideSpec.class, true),
  APPROVAL("Approval", ApprovalSpec.class, true),
  HOMEOSTAT_CONTROL("HomeostatControl", HomeostatControlSpec.class, false);

  static final String API_VERSION = "homeostat.dev/v1alpha1";

  private final String title;
  private final Class<? extends Record> specType;
  private final boolean namespaced;

  ResourceKind(String title, Class<? extends Record> specType, boolean namespaced) {
    this.title = title;
    this.specType = specType;
    this.namespaced = namespaced;
  }

  /** The kind as it stands in manifests. */
  String title() {
    return title;
  }

  Class<? extends Record> specType() {
    return specType;
  }

  boolean namespaced() {
    return namespaced;
  }

  static List<String> titles() {
    return Arrays.stream(values()).map(ResourceKind::title).toList();
  }

  /** The kind of that name, or of the nearest name if one is near. */
  static @Nullable ResourceKind nearest(String name) {
    String title = NearestName.among(name, titles());
    return Arrays.stream(values()).filter(k -> k.title.equals(title)).findFirst().orElse(null);
  }
}
