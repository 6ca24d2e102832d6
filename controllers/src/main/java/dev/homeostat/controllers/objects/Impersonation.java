package dev.homeostat.controllers.objects;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * As whom a target is read and written: as the ServiceAccount that its owner names, or as the user
 * of the client itself.
 */
public final class Impersonation {

  private static final String TOKEN_SIGNS = "!#$&'*+-.^_`|~";

  private final boolean acting;
  private final Map<String, List<String>> extras;

  private Impersonation(boolean acting, Map<String, List<String>> extras) {
    this.acting = acting;
    this.extras = Map.copyOf(extras);
  }

  /** Requests are sent as whoever the client is; accounts are names in messages only. */
  public static Impersonation none() {
    return new Impersonation(false, Map.of());
  }

  /**
   * Requests are sent as the account.
   *
   * @param extras what else is said of the one who acts, by key; a key is lower case, as the API
   *     server makes it, and may hold any sign
   */
  public static Impersonation ofServiceAccounts(Map<String, List<String>> extras) {
    return new Impersonation(true, extras);
  }

  boolean isActing() {
    return acting;
  }

  /**
   * The headers of one request. The groups of a ServiceAccount are not among them: the API server
   * adds them itself, and who names groups needs the right to impersonate groups, which cannot be
   * limited to those of the namespaces to come and so would reach system:masters.
   */
  public Map<String, List<String>> headers(String namespace, String account) {
    if (!acting) {
      return Map.of();
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Impersonate-User", List.of("system:serviceaccount:" + namespace + ":" + account));
    extras.forEach((key, values) -> headers.put("Impersonate-Extra-" + escaped(key), values));
    return headers;
  }

  /** Who acts, for messages. */
  String subject(String namespace, String account) {
    return acting ? "ServiceAccount " + namespace + "/" + account : "the user of this kubeconfig";
  }

  /** A key in the name of a header: fabric8 sends it as it is, and a slash is no sign of a name. */
  private static String escaped(String key) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : key.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (b & 0xff);
      boolean plain =
          (sign >= 'a' && sign <= 'z')
              || (sign >= '0' && sign <= '9')
              || TOKEN_SIGNS.indexOf(sign) >= 0;
      escaped.append(plain ? String.valueOf(sign) : "%%%02x".formatted((int) sign));
    }
    return escaped.toString();
  }
}
