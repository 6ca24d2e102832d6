package dev.homeostat.samples.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection of the clients, which carries one attempt at a time and never blocks. */
final class ClientConnection {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ResponseReader response = new ResponseReader();
  private @Nullable Attempt attempt;
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private long idleSinceNanos;

  private ClientConnection(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  static ClientConnection open(InetSocketAddress target, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      boolean connected = channel.connect(target);
      int interest = connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
      SelectionKey key = channel.register(selector, interest);
      ClientConnection connection = new ClientConnection(channel, key);
      key.attach(connection);
      return connection;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Nullable Attempt attempt() {
    return attempt;
  }

  int status() {
    return response.status();
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  void send(Attempt sent, ByteBuffer request) throws IOException {
    attempt = sent;
    sent.sendOver(this);
    response.reset();
    unsent = request;
    if (channel.isConnected()) {
      write();
    }
  }

  /** Ends the attempt and tells whether the connection can carry another one. */
  boolean release(long nowNanos) {
    attempt = null;
    idleSinceNanos = nowNanos;
    return response.leavesConnectionReusable();
  }

  /** Does what the socket is ready for and tells whether the response is complete. */
  boolean advance(ByteBuffer scratch) throws IOException {
    if (key.isConnectable()) {
      channel.finishConnect();
      write();
      return false;
    }
    if (key.isWritable()) {
      write();
    }
    if (!key.isReadable()) {
      return false;
    }
    scratch.clear();
    if (channel.read(scratch) < 0) {
      throw new IOException("expected a response, found the connection closed by the server");
    }
    return response.accept(scratch.flip());
  }

  private void write() throws IOException {
    channel.write(unsent);
    key.interestOps(
        unsent.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // A connection that is given up has nothing left to lose.
    }
  }
}
