package dev.homeostat.controllers;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** An Approval as the API server holds it. */
@Group("homeostat.dev")
@Version("v1alpha1")
@Kind("Approval")
@Plural("approvals")
public final class RawApproval extends RawResource implements Namespaced {
  private static final long serialVersionUID = 1;
}
