package dev.homeostat.crds;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Which operator may write: the object that the admission policies compare a request with.
 *
 * <p>A kind of its own, because a policy whose parameter was a Lease kept a frozen copy of it after
 * the policy had been deleted and made again. The operator writes it; no manifest holds one.
 */
@Group("homeostat.dev")
@Version("v1alpha1")
@ShortNames("lf")
public final class LeaderFence extends CustomResource<LeaderFenceSpec, Void> {

  /** Name of the only object that the policies look at. */
  public static final String NAME = "operator";
}
