package dev.homeostat.crds;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A Prometheus-compatible endpoint, declared once for the cluster. */
@Group("homeostat.dev")
@Version("v1alpha1")
@ShortNames("ss")
public final class SignalSource extends CustomResource<SignalSourceSpec, SignalSourceStatus> {}
