package dev.homeostat.samples.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the address that the load goes to, and knows no address beyond this machine. */
final class LoopbackTarget {
  static final String FORM =
      "http://127.0.0.1:PORT (a loopback address without a path; this generator loads nothing"
          + " beyond its own machine)";

  /** Any other name would have to be looked up to be judged, and could change its mind later. */
  private static final Pattern LITERAL = Pattern.compile("localhost|[0-9.]+|\\[[0-9a-fA-F:.]+]");

  private LoopbackTarget() {}

  /** Empty when the text is not {@link #FORM}. */
  static Optional<InetSocketAddress> parse(String text) {
    try {
      URI uri = URI.create(text);
      String host = uri.getHost();
      boolean plain =
          "http".equals(uri.getScheme())
              && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
              && uri.getRawQuery() == null
              && uri.getRawUserInfo() == null;
      if (!plain || host == null || uri.getPort() <= 0 || !LITERAL.matcher(host).matches()) {
        return Optional.empty();
      }
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          ? Optional.of(new InetSocketAddress(address, uri.getPort()))
          : Optional.empty();
    } catch (IllegalArgumentException | UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }
}
