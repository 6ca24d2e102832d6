package dev.homeostat.engine.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what Alertmanager's webhook sends, version 4 of its format. */
public final class AlertNotification {

  /** The largest notification that is read, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  private static final String VERSION = "4";
  private static final int MOST_LABELS = 64;
  private static final int LONGEST_LABEL = 1024;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** A text that is no notification; nothing of the text is quoted. */
  public static final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    FormatException(String message) {
      super(message);
    }
  }

  /** The alerts of a notification. */
  public static List<HeardAlert> read(String text, long nowMillis) throws FormatException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new FormatException(
          "expected a notification of Alertmanager in JSON, found other text at line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    }
    if (!VERSION.equals(root.path("version").asText()) || !root.path("alerts").isArray()) {
      throw new FormatException(
          "expected version \"4\" of Alertmanager's webhook with a list of alerts, found another"
              + " object; send what webhook_configs of Alertmanager sends");
    }
    List<HeardAlert> alerts = new ArrayList<>();
    for (JsonNode node : root.path("alerts")) {
      alerts.add(alert(node, nowMillis, "alerts[" + alerts.size() + "]"));
    }
    return alerts;
  }

  private static HeardAlert alert(JsonNode node, long nowMillis, String path)
      throws FormatException {
    String status = node.path("status").asText();
    if (!status.equals("firing") && !status.equals("resolved")) {
      throw new FormatException("expected %s.status firing or resolved".formatted(path));
    }
    SortedMap<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : node.path("labels").properties()) {
      String value = label.getValue().asText();
      if (!label.getValue().isTextual()
          || value.length() > LONGEST_LABEL
          || label.getKey().length() > LONGEST_LABEL) {
        throw new FormatException(
            "expected %s.labels of at most %d characters each".formatted(path, LONGEST_LABEL));
      }
      labels.put(label.getKey(), value);
    }
    if (labels.size() > MOST_LABELS || !labels.containsKey(HeardAlert.NAME)) {
      throw new FormatException(
          "expected %s.labels with %s, and at most %d of them"
              .formatted(path, HeardAlert.NAME, MOST_LABELS));
    }
    return new HeardAlert(labels, status.equals("firing"), nowMillis);
  }

  private AlertNotification() {}
}
