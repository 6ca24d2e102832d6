package dev.homeostat.engine.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertBookTest {

  private static final long NOW = 1_000_000_000_000L;
  private static final long STALE = 300_000;
  private static final Set<String> WANTED = Set.of("HighErrors");

  /** The example of Alertmanager's documentation of webhook_config, cut to what is read. */
  private static String notification(String status, String pod) {
    return """
    {"version":"4","groupKey":"{}:{}","truncatedAlerts":0,"status":"%1$s","receiver":"homeostat",
     "groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am:9093",
     "alerts":[{"status":"%1$s","labels":{"alertname":"HighErrors","namespace":"shop","pod":"%2$s"},
     "annotations":{"summary":"x"},"startsAt":"2026-01-01T00:00:00Z",
     "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p","fingerprint":"c1"}]}
    """
        .formatted(status, pod);
  }

  private static AlertBook heard(AlertBook book, String status, String pod, long at)
      throws AlertNotification.FormatException {
    return book.heard(AlertNotification.read(notification(status, pod), at), WANTED, at);
  }

  private static Query.Alert query(String name) {
    return new Query.Alert(name, new TreeMap<>(Map.of("namespace", "shop")), STALE);
  }

  private static String reason(Reading reading) {
    return reading instanceof Reading.Missing missing ? missing.reason() : reading.toString();
  }

  @Test
  void alert_neverHeard_isMissingAndNotHealthy() throws Exception {
    AlertBook book = heard(AlertBook.EMPTY, "firing", "a", NOW);

    assertThat(reason(AlertBook.EMPTY.read(query("HighErrors"), NOW))).isEqualTo("AlertNotHeard");
    assertThat(reason(book.read(query("Another"), NOW))).isEqualTo("AlertNotHeard");
  }

  @Test
  void alert_firing_isOneAtEachLook() throws Exception {
    AlertBook book = heard(AlertBook.EMPTY, "firing", "a", NOW);

    assertThat(book.read(query("HighErrors"), NOW)).isEqualTo(new Reading.Value(1, NOW));
    assertThat(book.read(query("HighErrors"), NOW + STALE))
        .isEqualTo(new Reading.Value(1, NOW + STALE));
  }

  @Test
  void alert_ofTwoPods_isResolvedOnceBothAre() throws Exception {
    AlertBook one = heard(heard(AlertBook.EMPTY, "firing", "a", NOW), "firing", "b", NOW + 1);
    AlertBook half = heard(one, "resolved", "a", NOW + 2);

    assertThat(half.read(query("HighErrors"), NOW + 3)).isEqualTo(new Reading.Value(1, NOW + 3));
    assertThat(heard(half, "resolved", "b", NOW + 3).read(query("HighErrors"), NOW + 3))
        .isEqualTo(new Reading.Value(0, NOW + 3));
  }

  @Test
  void alert_ofAnotherNamespace_isNotHeard() throws Exception {
    AlertBook book = heard(AlertBook.EMPTY, "firing", "a", NOW);
    Query.Alert other =
        new Query.Alert("HighErrors", new TreeMap<>(Map.of("namespace", "bank")), STALE);

    assertThat(reason(book.read(other, NOW))).isEqualTo("AlertNotHeard");
  }

  /** A resolved alert is never repeated: what keeps it good is any other word. */
  @Test
  void alertmanager_silentTooLong_isMissingUntilAnyWord() throws Exception {
    AlertBook book = heard(AlertBook.EMPTY, "resolved", "a", NOW);
    AlertBook alive = book.heard(List.of(), WANTED, NOW + STALE + 1);

    assertThat(reason(book.read(query("HighErrors"), NOW + STALE + 1)))
        .isEqualTo("AlertmanagerSilent");
    assertThat(alive.read(query("HighErrors"), NOW + STALE + 1))
        .isEqualTo(new Reading.Value(0, NOW + STALE + 1));
  }

  @Test
  void clock_farAhead_isMissing() throws Exception {
    AlertBook book = heard(AlertBook.EMPTY, "resolved", "a", NOW + STALE + 1);

    assertThat(reason(book.read(query("HighErrors"), NOW))).isEqualTo("AheadOfTime");
  }

  @Test
  void flood_ofAlerts_keepsThoseThatFireAndTheBound() {
    List<HeardAlert> flood = new ArrayList<>();
    for (int i = 0; i < 2 * AlertBook.MOST; i++) {
      flood.add(
          new HeardAlert(
              new TreeMap<>(Map.of("alertname", "HighErrors", "pod", "p" + i)), i == 0, NOW + i));
    }

    AlertBook book = AlertBook.EMPTY.heard(flood, WANTED, NOW);

    assertThat(book.alerts()).hasSize(AlertBook.MOST);
    assertThat(book.alerts().get(0).firing()).isTrue();
    assertThat(AlertBook.EMPTY.heard(flood, Set.of("Else"), NOW).alerts()).isEmpty();
  }

  @Test
  void book_writtenAndRead_isTheSame() throws Exception {
    AlertBook book = heard(AlertBook.EMPTY, "firing", "a", NOW);

    assertThat(AlertCodec.read(AlertCodec.write(book))).isEqualTo(book);
    assertThat(AlertCodec.read("{")).isEqualTo(AlertBook.EMPTY);
  }

  @Test
  void notification_thatIsNone_isRefusedWithoutQuotingIt() {
    for (String text :
        List.of(
            "secret",
            "{\"secret\":1}",
            "[]",
            "",
            notification("secret", "a"),
            notification("firing", "a").replace("\"alertname\":\"HighErrors\",", ""),
            notification("firing", "s".repeat(2_000)),
            notification("firing", "a") + "secret")) {
      assertThatThrownBy(() -> AlertNotification.read(text, NOW))
          .isInstanceOf(AlertNotification.FormatException.class)
          .hasMessageStartingWith("expected")
          .message()
          .doesNotContain("secret");
    }
  }
}
