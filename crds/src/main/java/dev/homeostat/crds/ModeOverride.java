package dev.homeostat.crds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Where a person sends a workload until a time. */
@Group("homeostat.dev")
@Version("v1alpha1")
@ShortNames("mo")
public final class ModeOverride extends CustomResource<ModeOverrideSpec, ModeOverrideStatus>
    implements Namespaced {}
