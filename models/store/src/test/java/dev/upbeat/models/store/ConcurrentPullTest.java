package dev.upbeat.models.store;

import static dev.upbeat.models.store.StoreFixture.digest;
import static dev.upbeat.models.store.StoreFixture.language;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two threads, two processes, and a process killed in the middle. */
class ConcurrentPullTest {
  private static final byte[] CONTENT = TestWeb.content(200_000, 1);

  @TempDir private Path folder;
  private StoreFixture fixture;

  @BeforeEach
  void setUp() throws IOException {
    fixture = new StoreFixture(folder);
  }

  @AfterEach
  void tearDown() {
    fixture.close();
  }

  @Test
  void ofTwoThreadsOneDownloads() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    fixture.web.handle(
        "/m",
        exchange -> {
          await(waiting);
          TestWeb.good(exchange, CONTENT, "\"1\"");
        });
    // Two stores, as two parts of a program might have.
    ModelStore one = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));
    ModelStore two = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));

    CompletableFuture<PullResult> first =
        CompletableFuture.supplyAsync(
            () -> one.pull("m", event -> releaseOnWait(event, waiting)),
            // The common pool has one thread on two cores, which others may hold.
            command -> new Thread(command).start());
    PullResult second = two.pull("m", event -> releaseOnWait(event, waiting));

    assertThat(new boolean[] {first.join().downloaded(), second.downloaded()})
        .containsExactlyInAnyOrder(true, false);
    assertThat(fixture.web.ranges()).hasSize(1);
  }

  @Test
  void ofTwoProcessesOneDownloads() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    fixture.web.handle(
        "/m",
        exchange -> {
          begun.countDown();
          await(waiting);
          TestWeb.good(exchange, CONTENT, "\"1\"");
        });
    Process child =
        StoreChild.start(fixture.cache, fixture.web.url("/m"), digest(CONTENT), CONTENT.length);
    try {
      assertThat(begun.await(30, TimeUnit.SECONDS)).as("the child downloads").isTrue();
      ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));

      PullResult result = store.pull("m", event -> releaseOnWait(event, waiting));

      assertThat(result.downloaded()).isFalse();
      assertThat(output(child)).contains("downloaded=true");
      assertThat(fixture.web.ranges()).hasSize(1);
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void goesOnWhereAKilledProcessStopped() throws Exception {
    fixture.web.handle(
        "/m",
        exchange -> {
          if (fixture.web.ranges().size() == 1) {
            fixture.web.stalled(exchange, CONTENT, 100_000, "\"1\"");
          } else {
            TestWeb.good(exchange, CONTENT, "\"1\"");
          }
        });
    Process child =
        StoreChild.start(fixture.cache, fixture.web.url("/m"), digest(CONTENT), CONTENT.length);
    Path part = fixture.cache.resolve("partial/m/0-0/m");
    while (child.isAlive() && part.toFile().length() < 100_000) {
      Thread.onSpinWait();
    }
    child.destroyForcibly().waitFor();
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));
    assertThat(store.status("m").state()).isEqualTo(ModelState.MISSING);

    store.pull("m", ProgressListener.silent());

    assertThat(fixture.web.ranges()).containsExactly("all", "bytes=100000-");
    assertThat(store.require("m").require("m")).hasBinaryContent(CONTENT);
    assertThat(fixture.leftovers()).containsExactly("m/.upbeat-receipt.json", "m/m");
  }

  private static void releaseOnWait(ProgressEvent event, CountDownLatch waiting) {
    if (event instanceof ProgressEvent.Step step && step.what().startsWith("waiting")) {
      waiting.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String output(Process process) throws IOException {
    StringBuilder text = new StringBuilder();
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      in.lines().forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }
}
