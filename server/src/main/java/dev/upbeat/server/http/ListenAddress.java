package dev.upbeat.server.http;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is to listen, and why it can't: each cause with a code and a remedy of its own.
 * The operating system's words are looked at last, for they may come in any language.
 */
public final class ListenAddress {
  private static final int HIGHEST_PORT = 65_535;
  private static final Path UNPRIVILEGED = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

  private final String host;
  private final int port;

  private ListenAddress(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Checks what can be known before anything is loaded; may ask a name server.
   *
   * @param host a name or an address, IPv6 with or without brackets
   * @param port 0 for a free one
   * @throws UpbeatException {@code port-invalid}, {@code host-unknown} or {@code host-not-here}
   */
  public static ListenAddress check(String host, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw error(
          "port-invalid",
          "There is no port " + port + ".",
          "Give '--port' a number from 1 to " + HIGHEST_PORT + ", or 0 for a free one.",
          null);
    }
    ListenAddress address = new ListenAddress(host, port);
    InetAddress resolved = address.resolve();
    try {
      if (!resolved.isAnyLocalAddress()
          && !resolved.isLoopbackAddress()
          && NetworkInterface.getByInetAddress(resolved) == null) {
        throw address.notHere(resolved, null);
      }
    } catch (SocketException e) {
      // No list of interfaces to be had: the attempt itself will tell.
    }
    return address;
  }

  private InetAddress resolve() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw error(
          "host-unknown",
          "'" + host + "' is neither an address nor a name that can be looked up.",
          "Give '--host' an address of this machine without scheme or port: 127.0.0.1 for this"
              + " machine only, 0.0.0.0 for all its networks.",
          e);
    }
  }

  private UpbeatException notHere(InetAddress resolved, @Nullable Throwable cause) {
    String shown = resolved.getHostAddress();
    return error(
        "host-not-here",
        (shown.equals(host) ? host : host + " is " + shown + ", which")
            + " is not an address of this machine.",
        "Give '--host' one that 'ip address' lists, or 0.0.0.0 for all; if it comes up later, start"
            + " the server after the network.",
        cause);
  }

  /** Why listening failed. */
  UpbeatException explain(Throwable cause) {
    InetAddress resolved = resolve();
    String said = messages(cause);
    if (said.contains("already in use")) {
      return inUse(cause);
    }
    if (said.contains("permission denied") || isPrivileged()) {
      return error(
          "port-forbidden",
          "This user may not listen on port " + port + ".",
          "Choose a port from "
              + Math.max(1_024, unprivilegedStart())
              + " on; or allow it: 'AmbientCapabilities=CAP_NET_BIND_SERVICE' in the systemd unit.",
          cause);
    }
    if (said.contains("cannot assign") || said.contains("protocol")) {
      return notHere(resolved, cause);
    }
    if (said.contains("too many open files")) {
      return error(
          "too-many-files",
          "The operating system allows this process no more sockets.",
          "Raise the limit: 'ulimit -n', or 'LimitNOFILE=' in the systemd unit.",
          cause);
    }
    if (canListenOnFreePort(resolved)) {
      return inUse(cause);
    }
    return error(
        "cannot-listen",
        "Cannot listen on " + host + ":" + port + ": " + root(cause) + ".",
        "Give '--host' an address of this machine; see whether a sandbox or a container forbids"
            + " sockets.",
        cause);
  }

  private UpbeatException inUse(Throwable cause) {
    return error(
        "port-in-use",
        "Port " + port + " on " + host + " is taken.",
        "Stop the other program ('ss -ltnp' shows it), or choose another: '--port 0' takes a free"
            + " one.",
        cause);
  }

  /** Whether ports as low as this one are refused to this user. */
  private boolean isPrivileged() {
    try {
      return port > 0
          && port < unprivilegedStart()
          && !Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static int unprivilegedStart() {
    try {
      return Integer.parseInt(Files.readString(UNPRIVILEGED).strip());
    } catch (IOException | NumberFormatException e) {
      return 1_024;
    }
  }

  /** If so, the address is good and only the port isn't. */
  private static boolean canListenOnFreePort(InetAddress address) {
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** What the system said. Javalin's own words say "already in use" whatever it was. */
  private static String messages(Throwable error) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        text.append(cause.getMessage()).append('\n');
      }
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private static String root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static UpbeatException error(
      String code, String message, String remedy, @Nullable Throwable cause) {
    return new UpbeatException(code, false, message, remedy, cause);
  }
}
