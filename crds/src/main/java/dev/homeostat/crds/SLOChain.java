package dev.homeostat.crds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Services with their objectives, composed into one end-to-end objective. */
@Group("homeostat.dev")
@Version("v1alpha1")
@ShortNames("slo")
public final class SLOChain extends CustomResource<SLOChainSpec, SLOChainStatus>
    implements Namespaced {}
