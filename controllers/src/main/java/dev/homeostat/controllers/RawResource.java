package dev.homeostat.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import org.jspecify.annotations.Nullable;

/**
 * A resource of ours as the API server holds it, its spec not decoded: one that this version cannot
 * decode would else stop the informer, and with it all others.
 */
public abstract class RawResource extends CustomResource<JsonNode, JsonNode> {
  private static final long serialVersionUID = 1;

  @Override
  protected @Nullable JsonNode initSpec() {
    return null;
  }

  @Override
  protected @Nullable JsonNode initStatus() {
    return null;
  }
}
