package dev.homeostat.samples.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads one HTTP/1.1 response for its status alone, and knows where it ends. */
final class ResponseReader {
  private static final int MAX_HEAD_BYTES = 8 * 1024;
  private static final long UNKNOWN_LENGTH = -1;

  private final StringBuilder head = new StringBuilder(256);
  private int status;
  private long bodyBytesLeft;
  private boolean headRead;

  void reset() {
    head.setLength(0);
    headRead = false;
  }

  /** Takes what has arrived and tells whether the response is complete. */
  boolean accept(ByteBuffer bytes) throws IOException {
    while (!headRead && bytes.hasRemaining()) {
      head.append((char) (bytes.get() & 0xFF));
      if (head.length() > MAX_HEAD_BYTES) {
        throw new IOException("expected a response head of at most 8 KiB, found a longer one");
      }
      headRead = endsWithBlankLine();
      if (headRead) {
        parseHead();
      }
    }
    if (!headRead) {
      return false;
    }
    if (bodyBytesLeft == UNKNOWN_LENGTH) {
      return true;
    }
    bodyBytesLeft -= Math.min(bytes.remaining(), bodyBytesLeft);
    return bodyBytesLeft == 0;
  }

  int status() {
    return status;
  }

  /** A body of unknown length leaves the connection in a state that nobody knows. */
  boolean leavesConnectionReusable() {
    return bodyBytesLeft == 0;
  }

  private boolean endsWithBlankLine() {
    int length = head.length();
    return length >= 4
        && head.charAt(length - 1) == '\n'
        && head.charAt(length - 2) == '\r'
        && head.charAt(length - 3) == '\n';
  }

  private void parseHead() throws IOException {
    String text = head.toString();
    try {
      status = Integer.parseInt(text.substring(9, 12));
      bodyBytesLeft = contentLength(text.toLowerCase(Locale.ROOT));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new IOException("expected an HTTP/1.1 response, found " + text.strip(), e);
    }
  }

  private static long contentLength(String lowerCaseHead) {
    String name = "\r\ncontent-length:";
    int at = lowerCaseHead.indexOf(name);
    if (at < 0) {
      return UNKNOWN_LENGTH;
    }
    int from = at + name.length();
    return Long.parseLong(lowerCaseHead.substring(from, lowerCaseHead.indexOf('\r', from)).strip());
  }
}
