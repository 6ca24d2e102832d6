package dev.homeostat.crds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A yes to one pending decision of a workload. */
@Group("homeostat.dev")
@Version("v1alpha1")
@ShortNames("ap")
public final class Approval extends CustomResource<ApprovalSpec, ApprovalStatus>
    implements Namespaced {}
