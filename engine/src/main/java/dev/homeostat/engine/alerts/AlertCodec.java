package dev.homeostat.engine.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes and reads an {@link AlertBook} as JSON. */
public final class AlertCodec {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The text of a book. */
  public static String write(AlertBook book) {
    ObjectNode root = JSON.createObjectNode().put("heardMillis", book.heardMillis());
    ArrayNode alerts = root.putArray("alerts");
    for (HeardAlert alert : book.alerts()) {
      ObjectNode node =
          alerts.addObject().put("firing", alert.firing()).put("heardMillis", alert.heardMillis());
      ObjectNode labels = node.putObject("labels");
      alert.labels().forEach(labels::put);
    }
    return root.toString();
  }

  /** The book of a text; an empty one where the text is none, as if nothing had been heard. */
  public static AlertBook read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      List<HeardAlert> alerts = new ArrayList<>();
      for (JsonNode node : root.path("alerts")) {
        SortedMap<String, String> labels = new TreeMap<>();
        node.path("labels")
            .properties()
            .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
        alerts.add(
            new HeardAlert(
                labels, node.path("firing").asBoolean(), node.path("heardMillis").asLong()));
      }
      return new AlertBook(root.path("heardMillis").asLong(AlertBook.NEVER), alerts);
    } catch (JsonProcessingException e) {
      return AlertBook.EMPTY;
    }
  }

  private AlertCodec() {}
}
