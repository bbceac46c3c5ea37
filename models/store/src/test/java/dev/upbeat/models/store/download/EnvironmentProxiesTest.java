package dev.upbeat.models.store.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy.example:3128, proxy.example, 3128",
    "HTTPS_PROXY, http://proxy.example:3128/, proxy.example, 3128",
    "https_proxy, proxy.example:8080, proxy.example, 8080",
    "all_proxy, http://user:secret@proxy.example, proxy.example, 80",
  })
  void readsTheProxy(String variable, String value, String host, int port) {
    Proxy proxy = select(Map.of(variable, value), "https://models.example/m");

    InetSocketAddress address = (InetSocketAddress) proxy.address();
    assertThat(address.getHostString()).isEqualTo(host);
    assertThat(address.getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*                       | https://models.example/m",
        "models.example          | https://models.example/m",
        ".example, other.test    | https://models.example/m",
        "other.test,*.example:443| https://models.example/m",
        "nothing                 | https://localhost/m",
        "nothing                 | https://127.0.0.2:99/m",
      })
  void goesDirectlyWhereToldTo(String noProxy, String url) {
    Map<String, String> environment =
        Map.of("https_proxy", "http://proxy.example:3128", "no_proxy", noProxy);

    assertThat(select(environment, url)).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void aNameThatOnlyEndsAlikeIsNoException() {
    Map<String, String> environment =
        Map.of("https_proxy", "http://proxy.example:3128", "no_proxy", "dels.example");

    assertThat(select(environment, "https://models.example/m")).isNotEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void nonsenseIsNoProxy() {
    assertThat(select(Map.of("https_proxy", "http://[", "http_proxy", "p:1"), "https://h.test/"))
        .isEqualTo(Proxy.NO_PROXY);
  }

  private static Proxy select(Map<String, String> environment, String url) {
    return EnvironmentProxies.of(environment).select(URI.create(url)).get(0);
  }
}
