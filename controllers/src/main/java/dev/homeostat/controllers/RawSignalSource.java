package dev.homeostat.controllers;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A SignalSource as the API server holds it. */
@Group("homeostat.dev")
@Version("v1alpha1")
@Kind("SignalSource")
@Plural("signalsources")
public final class RawSignalSource extends RawResource {
  private static final long serialVersionUID = 1;
}
