package dev.homeostat.engine.policy;

import dev.homeostat.crds.WebhookCredential;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a bearer token stands: a key of a Secret of the resource's namespace. The token itself is
 * nowhere but in what is sent.
 *
 * @param secret name of the Secret
 * @param key in its data
 */
public record TokenRef(String secret, String key) {

  /** The one that a webhook names; null where it names none. */
  static @Nullable TokenRef read(
      SpecReader reader, String path, @Nullable WebhookCredential declared) {
    return declared == null
        ? null
        : new TokenRef(
            reader.required(path + ".secretName", declared.secretName()),
            Objects.requireNonNullElse(declared.key(), "token"));
  }
}
