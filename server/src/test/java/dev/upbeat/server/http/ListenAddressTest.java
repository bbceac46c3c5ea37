package dev.upbeat.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, -1, port-invalid, There is no port -1.",
    "127.0.0.1, 65536, port-invalid, There is no port 65536.",
    "192.0.2.1, 8473, host-not-here, 192.0.2.1 is not an address of this machine.",
    "2001:db8::1, 8473, host-not-here, is not an address of this machine.",
    "no-such-host.invalid, 8473, host-unknown, neither an address nor a name",
    "http://127.0.0.1, 8473, host-unknown, neither an address nor a name",
    "127.0.0.1:80, 8473, host-unknown, neither an address nor a name",
    "300.1.2.3, 8473, host-unknown, neither an address nor a name",
  })
  void saysWhatCanNeverWork(String host, int port, String code, String message) {
    assertThatThrownBy(() -> ListenAddress.check(host, port))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error).hasMessageContaining(message);
              assertThat(error.remedy()).contains(code.startsWith("port") ? "--port" : "--host");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "0.0.0.0", "::", "[::]", "127.0.0.7"})
  void hasNothingAgainstOurOwn(String host) {
    assertThatCode(() -> ListenAddress.check(host, 0)).doesNotThrowAnyException();
  }

  @Test
  void aTakenPortIsCalledTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      Javalin javalin = Javalin.create(config -> config.startup.showJavalinBanner = false);
      assertThatThrownBy(() -> javalin.start("127.0.0.1", port))
          .satisfies(
              error -> {
                UpbeatException told = ListenAddress.check("127.0.0.1", port).explain(error);
                assertThat(told.code()).isEqualTo("port-in-use");
                assertThat(told).hasMessage("Port " + port + " on 127.0.0.1 is taken.");
              });
      javalin.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Permission denied, port-forbidden, CAP_NET_BIND_SERVICE",
    "Cannot assign requested address, host-not-here, ip address",
    "Address family not supported by protocol, host-not-here, ip address",
    "Protocol family unavailable, host-not-here, ip address",
    "Too many open files, too-many-files, ulimit",
    "Address already in use, port-in-use, --port 0",
    "Die Adresse wird bereits verwendet, port-in-use, --port 0",
  })
  void eachCauseHasItsRemedy(String said, String code, String remedy) {
    // Jetty and Javalin each wrap what the system says; Javalin calls all of it a port in use.
    RuntimeException wrapped =
        new RuntimeException(
            "Port already in use.", new IOException("Failed to bind", new BindException(said)));
    UpbeatException told = ListenAddress.check("127.0.0.1", 8473).explain(wrapped);
    assertThat(told.code()).isEqualTo(code);
    assertThat(told.remedy()).contains(remedy);
  }
}
