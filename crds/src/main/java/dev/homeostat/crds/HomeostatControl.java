package dev.homeostat.crds;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What holds for all resources of a cluster; the one named {@code cluster} counts. */
@Group("homeostat.dev")
@Version("v1alpha1")
@ShortNames("hc")
public final class HomeostatControl
    extends CustomResource<HomeostatControlSpec, HomeostatControlStatus> {}
