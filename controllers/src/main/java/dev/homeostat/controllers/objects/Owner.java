package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who owns a field.
 *
 * @param manager its name
 * @param operation {@code Apply} or {@code Update}
 * @param subresource through which it was set, such as {@code scale}; mostly empty
 */
record Owner(String manager, String operation, String subresource) {

  static final String APPLY = "Apply";
  static final String UPDATE = "Update";

  private static final String OURS = "homeostat-";

  private static final String BETWEEN = ", ";
  private static final Pattern TEXT = Pattern.compile("([^/,]+)/(Apply|Update)(?:/([^,]+))?");

  static Owner of(JsonNode entry) {
    return new Owner(
        entry.path("manager").asText(),
        entry.path("operation").asText(),
        entry.path("subresource").asText());
  }

  boolean isOurs() {
    return manager.startsWith(OURS);
  }

  /** Such as {@code kubectl/Update/scale}. */
  String text() {
    return escaped(manager) + "/" + operation + (subresource.isEmpty() ? "" : "/" + subresource);
  }

  /**
   * All owners of a field in one text; ours alone, and plainly, where one of ours is among them.
   */
  static String text(List<Owner> owners) {
    return owners.stream()
        .filter(Owner::isOurs)
        .map(Owner::manager)
        .findFirst()
        .orElseGet(() -> owners.stream().map(Owner::text).collect(Collectors.joining(BETWEEN)));
  }

  /** The owners that a text names; a name without an operation is one that has set the field. */
  static List<Owner> parse(String text) {
    List<Owner> owners = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(BETWEEN, -1)) {
      Matcher matcher = TEXT.matcher(one);
      if (matcher.matches()) {
        String subresource = matcher.group(3) == null ? "" : matcher.group(3);
        owners.add(new Owner(unescaped(matcher.group(1)), matcher.group(2), subresource));
      } else {
        owners.add(new Owner(one, one.startsWith(OURS) ? APPLY : UPDATE, ""));
      }
    }
    return owners;
  }

  /** A name may hold any sign, also those between names. */
  private static String escaped(String name) {
    return name.replace("%", "%25").replace("/", "%2F").replace(",", "%2C");
  }

  private static String unescaped(String name) {
    return name.replace("%2C", ",").replace("%2F", "/").replace("%25", "%");
  }
}
