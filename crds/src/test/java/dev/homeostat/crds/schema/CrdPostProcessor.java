package dev.homeostat.crds.schema;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import java.util.List;

/**
 * Adds to a generated CustomResourceDefinition everything that the generator cannot take from a
 * type.
 */
final class CrdPostProcessor implements CRDPostProcessor {

  private static final String READY = ".status.conditions[?(@.type==\"Ready\")]";

  @Override
  public HasMetadata process(HasMetadata generated, String crdVersion) {
    CustomResourceDefinition crd = (CustomResourceDefinition) generated;
    CustomResourceDefinitionSpec spec = crd.getSpec();
    String kind = spec.getNames().getKind();
    spec.getNames().setCategories(List.of("homeostat"));
    spec.getNames().setListKind(kind + "List");
    CustomResourceDefinitionVersion version = spec.getVersions().get(0);
    Schema root = new Schema(kind, version.getSchema().getOpenAPIV3Schema());
    switch (kind) {
      case "SignalSource" -> SignalSourceSchema.apply(root);
      case "SLOChain" -> SLOChainSchema.apply(root);
      case "OperatingMode" -> OperatingModeSchema.apply(root);
      case "ControlLoop" -> ControlLoopSchema.apply(root);
      case "ModeOverride" -> ModeOverrideSchema.apply(root);
      case "Approval" -> ApprovalSchema.apply(root);
      case "HomeostatControl" -> HomeostatControlSchema.apply(root);
      case "LeaderFence" -> LeaderFenceSchema.apply(root);
      default -> throw new IllegalArgumentException("no schema for " + kind);
    }
    version.setAdditionalPrinterColumns(columns(kind));
    return crd;
  }

  private static List<CustomResourceColumnDefinition> columns(String kind) {
    CustomResourceColumnDefinition ready = column("Ready", "string", READY + ".status");
    CustomResourceColumnDefinition reason = column("Reason", "string", READY + ".reason");
    CustomResourceColumnDefinition age = column("Age", "date", ".metadata.creationTimestamp");
    CustomResourceColumnDefinition enforcement =
        column("Enforcement", "string", ".spec.enforcement");
    return switch (kind) {
      case "SignalSource" ->
          List.of(column("URL", "string", ".spec.url"), ready, wide(reason), age);
      case "SLOChain" ->
          List.of(
              column("Objective", "string", ".spec.objective"),
              column("Actual", "string", ".status.actual"),
              column("Budget", "string", ".status.budgetLeft"),
              column("Burn1h", "string", ".status.burnRate"),
              column("Weakest", "string", ".status.weakest"),
              wide(column("Span", "string", ".status.span")),
              ready,
              wide(reason),
              age);
      case "OperatingMode" ->
          List.of(
              column("Mode", "string", ".status.mode"),
              enforcement,
              column("Would-Be", "string", ".status.wouldBe"),
              ready,
              reason,
              column("Since", "date", ".status.modeSince"),
              wide(column("Waits-For", "string", ".status.waitsFor")),
              age);
      case "ControlLoop" ->
          List.of(
              column("Drives", "string", ".spec.drives.operatingMode"),
              column("Knob", "string", ".spec.drives.knob"),
              column("Phase", "string", ".status.phase"),
              column("Setpoint", "number", ".spec.setpoint"),
              column("Measured", "string", ".status.measured"),
              column("Output", "string", ".status.output"),
              wide(column("Why", "string", ".status.reason")),
              wide(enforcement),
              ready,
              wide(reason),
              age);
      case "ModeOverride" ->
          List.of(
              column("Of", "string", ".spec.operatingMode"),
              column("Mode", "string", ".spec.mode"),
              column("Until", "string", ".spec.until"),
              column("By", "string", ".spec.by"),
              column("Why", "string", ".spec.reason"),
              ready,
              reason,
              age);
      case "Approval" ->
          List.of(
              column("Of", "string", ".spec.operatingMode"),
              column("Decision", "integer", ".spec.decision"),
              column("Until", "string", ".spec.until"),
              column("By", "string", ".spec.by"),
              ready,
              reason,
              age);
      case "HomeostatControl" ->
          List.of(column("Paused", "boolean", ".spec.paused"), ready, wide(reason), age);
      case "LeaderFence" ->
          List.of(
              column("Holder", "string", ".spec.holder"),
              column("Transitions", "integer", ".spec.transitions"),
              age);
      default -> throw new IllegalArgumentException("no columns for " + kind);
    };
  }

  private static CustomResourceColumnDefinition column(String name, String type, String jsonPath) {
    CustomResourceColumnDefinition column = new CustomResourceColumnDefinition();
    column.setName(name);
    column.setType(type);
    column.setJsonPath(jsonPath);
    return column;
  }

  /** Shown by {@code kubectl get -o wide} only. */
  private static CustomResourceColumnDefinition wide(CustomResourceColumnDefinition column) {
    column.setPriority(1);
    return column;
  }
}
