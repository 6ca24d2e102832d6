package dev.homeostat.controllers;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A HomeostatControl as the API server holds it. */
@Group("homeostat.dev")
@Version("v1alpha1")
@Kind("HomeostatControl")
@Plural("homeostatcontrols")
public final class RawHomeostatControl extends RawResource {
  private static final long serialVersionUID = 1;
}
