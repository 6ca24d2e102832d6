package dev.homeostat.samples.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
  private final ResponseReader reader = new ResponseReader();

  private boolean accept(String text) throws IOException {
    return reader.accept(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void accept_byteByByte_isCompleteAtTheLastByteOnly() throws Exception {
    String response = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 3\r\n\r\nabc";
    for (int i = 0; i < response.length() - 1; i++) {
      assertThat(accept(response.substring(i, i + 1))).isFalse();
    }

    assertThat(accept("c")).isTrue();
    assertThat(reader.status()).isEqualTo(503);
    assertThat(reader.leavesConnectionReusable()).isTrue();
  }

  @Test
  void accept_noBody_isComplete() throws Exception {
    assertThat(accept("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")).isTrue();
  }

  @Test
  void accept_unknownLength_isCompleteAndNotReusable() throws Exception {
    assertThat(accept("HTTP/1.1 200 OK\r\nTransfer-encoding: chunked\r\n\r\n")).isTrue();
    assertThat(reader.status()).isEqualTo(200);
    assertThat(reader.leavesConnectionReusable()).isFalse();
  }

  @Test
  void reset_secondResponse_isReadAfresh() throws Exception {
    accept("HTTP/1.1 200 OK\r\nContent-length: 2\r\n\r\nok");
    reader.reset();

    assertThat(accept("HTTP/1.1 502 Bad\r\nContent-length: 1\r\n\r\n")).isFalse();
    assertThat(accept("x")).isTrue();
    assertThat(reader.status()).isEqualTo(502);
  }

  @Test
  void accept_notHttp_isRefused() {
    assertThatThrownBy(() -> accept("hello\r\n\r\n")).isInstanceOf(IOException.class);
    reader.reset();
    assertThatThrownBy(() -> accept("x".repeat(9_000))).isInstanceOf(IOException.class);
  }
}
