package dev.upbeat.models.store.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as the environment names them, the way curl and pip read it: {@code https_proxy}, {@code
 * http_proxy}, {@code all_proxy} and {@code no_proxy}, in lower or upper case. Loopback addresses
 * are never sent to a proxy.
 */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  private EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The environment's proxies, or the JVM's own when the environment names none. */
  static ProxySelector of(Map<String, String> environment) {
    EnvironmentProxies proxies = new EnvironmentProxies(environment);
    boolean named = proxies.proxyFor("https") != null || proxies.proxyFor("http") != null;
    ProxySelector platform = ProxySelector.getDefault();
    return named || platform == null ? proxies : platform;
  }

  @Override
  public List<Proxy> select(URI uri) {
    InetSocketAddress proxy = proxyFor(String.valueOf(uri.getScheme()));
    if (proxy == null || direct(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT))) {
      return List.of(Proxy.NO_PROXY);
    }
    return List.of(new Proxy(Proxy.Type.HTTP, proxy));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The download itself reports it.
  }

  private @Nullable InetSocketAddress proxyFor(String scheme) {
    String text = variable(scheme + "_proxy");
    if (text == null) {
      text = variable("all_proxy");
    }
    if (text == null) {
      return null;
    }
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() == null || uri.getScheme().startsWith("socks")) {
        return null;
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
      return new InetSocketAddress(uri.getHost(), port);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private boolean direct(String host) {
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    String exceptions = variable("no_proxy");
    if (exceptions == null) {
      return false;
    }
    for (String exception : exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String name = exception.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
      if (exception.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      value = environment.get(name.toUpperCase(Locale.ROOT));
    }
    return value == null || value.isBlank() ? null : value.trim();
  }
}
