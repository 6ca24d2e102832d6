package dev.homeostat.engine.policy;

import dev.homeostat.crds.HomeostatControlSpec;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The URLs that the operator may call for somebody: an administrator lists their beginnings, since
 * the operator may reach what the writer of a resource may not.
 */
record WebhookList(List<String> prefixes) {

  /** Up to the path, so that what is appended can name no other host. */
  private static final Pattern PREFIX =
      Pattern.compile("https?://[a-zA-Z0-9.-]+(:[0-9]{1,5})?/[^\\s@\\\\]*");

  static WebhookList of(SpecReader reader, HomeostatControlSpec control) {
    reader.atMost("spec.webhooks", control.webhooks(), 32);
    for (int i = 0; i < control.webhooks().size(); i++) {
      String prefix = control.webhooks().get(i);
      if (!PREFIX.matcher(prefix).matches() || escapes(prefix)) {
        reader.invalid(
            "spec.webhooks[" + i + "]",
            "expected a scheme, a host and a path, such as https://status.example.com/, found "
                + prefix);
      }
    }
    return new WebhookList(
        control.webhooks().stream().filter(p -> PREFIX.matcher(p).matches()).toList());
  }

  /** A URL that may be called; empty, with a problem told, where it may not. */
  String check(SpecReader reader, String path, String url) {
    if (url.isEmpty()) {
      return "";
    }
    if (!PREFIX.matcher(url).matches()
        || escapes(url)
        || prefixes.stream().noneMatch(url::startsWith)) {
      reader.problem(
          "WebhookNotAllowed",
          path,
          url
              + " begins with none of spec.webhooks of HomeostatControl cluster; its administrator"
              + " adds the beginning that is allowed");
      return "";
    }
    return url;
  }

  /** A path that climbs out of the one that is allowed. */
  private static boolean escapes(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.contains("..") || lower.contains("%2e") || lower.contains("%2f");
  }
}
