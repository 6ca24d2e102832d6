package dev.homeostat.controllers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.TimeSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events ({@code events.k8s.io/v1}). What is said again within six minutes makes a series of
 * one Event, whose count is written at most each half minute; and of one resource no more than a
 * few are written a minute. An Event that cannot be written is dropped: it decides nothing.
 */
final class EventActuator {

  private static final Logger LOG = LoggerFactory.getLogger(EventActuator.class);
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String API = "/apis/events.k8s.io/v1/namespaces/";
  private static final int LONGEST_NOTE = 1024;
  private static final int MOST_REMEMBERED = 4096;
  private static final long SERIES_MILLIS = 6 * 60_000;
  private static final long SERIES_WRITE_MILLIS = 30_000;
  private static final double MOST_AT_ONCE = 25;
  private static final double REFILL_PER_MILLI = 1 / 6_000.0;

  private final ApiActuator api;
  private final TimeSource time;
  private final String instance;
  private final Map<Key, Series> series = bounded();
  private final Map<String, Bucket> buckets = bounded();
  private long number;

  /**
   * Events of one operator.
   *
   * @param instance its identity
   */
  EventActuator(ApiActuator api, TimeSource time, String instance) {
    this.api = api;
    this.time = time;
    this.instance = instance;
  }

  /**
   * What is said of a resource.
   *
   * @param about the resource
   * @param uid its identity
   */
  record Subject(ResourceId about, String uid) {}

  /**
   * What is said.
   *
   * @param warning whether somebody should look at it
   * @param reason UpperCamel word
   * @param action what was done, or failed
   * @param note for people
   */
  record Note(boolean warning, String reason, String action, String note) {}

  private record Key(String uid, String reason, String action) {}

  private static final class Series {
    final String path;
    ObjectNode event;
    long lastMillis;
    long writtenMillis;
    int count = 1;

    Series(String path, ObjectNode event, long nowMillis) {
      this.path = path;
      this.event = event;
      this.lastMillis = nowMillis;
      this.writtenMillis = nowMillis;
    }
  }

  private static final class Bucket {
    double tokens = MOST_AT_ONCE;
    long atMillis;

    boolean take(long nowMillis) {
      tokens =
          Math.min(MOST_AT_ONCE, tokens + Math.max(0, nowMillis - atMillis) * REFILL_PER_MILLI);
      atMillis = nowMillis;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST_REMEMBERED;
      }
    };
  }

  /** Says something of a resource. */
  synchronized void say(Subject subject, Note note) {
    long nowMillis = time.nowMillis();
    Key key = new Key(subject.uid(), note.reason(), note.action());
    Series known = series.get(key);
    if (known != null && nowMillis - known.lastMillis < SERIES_MILLIS) {
      known.count++;
      known.lastMillis = nowMillis;
      if (nowMillis - known.writtenMillis >= SERIES_WRITE_MILLIS) {
        prolong(known, nowMillis);
      }
      return;
    }
    if (!buckets.computeIfAbsent(subject.uid(), uid -> new Bucket()).take(nowMillis)) {
      LOG.info("not written as an Event, there are too many of {}: {}", subject.about(), note);
      return;
    }
    String namespace =
        subject.about().namespace().isEmpty() ? "default" : subject.about().namespace();
    String name = "%s.%x%04x".formatted(subject.about().name(), nowMillis, number++ & 0xffff);
    ObjectNode event = event(subject, note, nowMillis);
    event
        .putObject("metadata")
        .put("name", name.toLowerCase(Locale.ROOT))
        .put("namespace", namespace);
    ApiActuator.Answer answer = api.post(API + namespace + "/events", event);
    if (answer.succeeded() && answer.body() instanceof ObjectNode written) {
      series.put(key, new Series(API + namespace + "/events/" + name, written, nowMillis));
    } else {
      LOG.info("an Event of {} was not written ({}): {}", subject.about(), answer.message(), note);
    }
  }

  private void prolong(Series one, long nowMillis) {
    one.writtenMillis = nowMillis;
    ObjectNode next = one.event.deepCopy();
    next.putObject("series").put("count", one.count).put("lastObservedTime", micros(nowMillis));
    ApiActuator.Answer answer = api.put(one.path, next);
    if (answer.succeeded() && answer.body() instanceof ObjectNode written) {
      one.event = written;
    }
  }

  private ObjectNode event(Subject subject, Note note, long nowMillis) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("apiVersion", "events.k8s.io/v1").put("kind", "Event");
    event.put("eventTime", micros(nowMillis));
    event.put("type", note.warning() ? "Warning" : "Normal");
    event.put("reason", note.reason()).put("action", note.action());
    event.put("note", cut(note.note()));
    event.put("reportingController", "homeostat.dev/operator").put("reportingInstance", instance);
    ObjectNode regarding = event.putObject("regarding");
    regarding.put("apiVersion", Kind.API_VERSION).put("kind", subject.about().kind());
    regarding.put("name", subject.about().name()).put("uid", subject.uid());
    if (!subject.about().namespace().isEmpty()) {
      regarding.put("namespace", subject.about().namespace());
    }
    return event;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_NOTE ? text : text.substring(0, LONGEST_NOTE);
  }

  private static String micros(long millis) {
    return MICRO_TIME.format(Instant.ofEpochMilli(millis));
  }
}
