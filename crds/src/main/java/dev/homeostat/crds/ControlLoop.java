package dev.homeostat.crds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A control law between one signal and one knob. */
@Group("homeostat.dev")
@Version("v1alpha1")
@ShortNames("cl")
public final class ControlLoop extends CustomResource<ControlLoopSpec, ControlLoopStatus>
    implements Namespaced {}
