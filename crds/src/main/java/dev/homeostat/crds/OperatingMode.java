package dev.homeostat.crds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One workload's modes, knobs and triggers. */
@Group("homeostat.dev")
@Version("v1alpha1")
@ShortNames("om")
public final class OperatingMode extends CustomResource<OperatingModeSpec, OperatingModeStatus>
    implements Namespaced {}
