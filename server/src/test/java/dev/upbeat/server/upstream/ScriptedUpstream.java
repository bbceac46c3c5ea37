package dev.upbeat.server.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real server that speaks OpenAI's chat completions by a script of the test's. */
public final class ScriptedUpstream implements AutoCloseable {
  private final Javalin javalin;
  private final CountDownLatch over = new CountDownLatch(1);
  private final BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> authorizations = new LinkedBlockingQueue<>();
  private volatile JsonNode newest = MissingNode.getInstance();
  private final CountDownLatch clientLeft = new CountDownLatch(1);

  /** What it does with a request. */
  public interface Script {
    void answer(ScriptedUpstream upstream, Context context)
        throws IOException, InterruptedException;
  }

  public ScriptedUpstream(Script script) {
    this(script, "");
  }

  /**
   * @param owner what /v1/models says in owned_by; empty: 404
   */
  public ScriptedUpstream(Script script, String owner) {
    ObjectMapper json = new ObjectMapper();
    javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.modifyServer(server -> server.setStopTimeout(0));
              config.routes.post(
                  "/v1/chat/completions",
                  context -> {
                    newest = json.readTree(context.bodyAsBytes());
                    requests.add(newest);
                    String header = context.header("Authorization");
                    authorizations.add(header == null ? "" : header);
                    script.answer(this, context);
                  });
              config.routes.get(
                  "/v1/models",
                  context -> {
                    if (owner.isEmpty()) {
                      context.status(404);
                    } else {
                      context
                          .contentType("application/json")
                          .result(
                              "{\"data\":[{\"id\":\"scripted\",\"owned_by\":\"" + owner + "\"}]}");
                    }
                  });
            });
    javalin.start("127.0.0.1", 0);
  }

  /** Streams these pieces and ends properly. */
  public static Script saying(String... pieces) {
    return (upstream, context) -> {
      OutputStream out = upstream.begin(context);
      for (String piece : pieces) {
        upstream.chunk(out, piece);
      }
      upstream.raw(out, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
      upstream.raw(out, "data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\n");
      upstream.raw(out, "data: [DONE]\n\n");
    };
  }

  /**
   * Thinks in one of the fields that servers have for it, then streams the answer.
   *
   * @param thought members of a delta, as JSON
   * @param beats how many, 20 ms apart
   */
  public static Script thinking(String thought, int beats, String answer) {
    return (upstream, context) -> {
      OutputStream out = upstream.begin(context);
      for (int i = 0; i < beats; i++) {
        upstream.raw(out, "data: {\"choices\":[{\"index\":0,\"delta\":{" + thought + "}}]}\n\n");
        // Time passes, or else the test is over.
        if (upstream.over.await(20, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      upstream.chunk(out, answer);
      upstream.raw(out, "data: [DONE]\n\n");
    };
  }

  public static Script status(int status, String body) {
    return (upstream, context) ->
        context.status(status).contentType("application/json").result(body);
  }

  /** Sends this as an event stream and closes. */
  public static Script sending(String text) {
    return (upstream, context) -> upstream.raw(upstream.begin(context), text);
  }

  /** Streams these pieces, then nothing until the test is over. */
  public static Script stallingAfter(String... pieces) {
    return (upstream, context) -> {
      OutputStream out = upstream.begin(context);
      for (String piece : pieces) {
        upstream.chunk(out, piece);
      }
      upstream.over.await();
    };
  }

  /** Talks until the client leaves. */
  public static Script endless() {
    return (upstream, context) -> {
      OutputStream out = upstream.begin(context);
      try {
        for (int i = 0; upstream.over.getCount() > 0; i++) {
          upstream.chunk(out, " word" + i);
        }
      } catch (IOException e) {
        upstream.clientLeft.countDown();
      }
    };
  }

  /** Begins an event stream. */
  public OutputStream begin(Context context) throws IOException {
    context.res().setContentType("text/event-stream");
    return context.res().getOutputStream();
  }

  /** Sends a piece of text. */
  public void chunk(OutputStream out, String piece) throws IOException {
    String text = new ObjectMapper().writeValueAsString(piece);
    raw(
        out,
        "data:"
            + " {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
            + text
            + "},\"finish_reason\":null}]}\n\n");
  }

  /** Sends this as it is. */
  public void raw(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + javalin.port() + "/v1");
  }

  /** The next request's body. */
  public JsonNode request() throws InterruptedException {
    return requests.take();
  }

  /** The newest request's body, which stays to be taken. */
  public JsonNode newestRequest() {
    return newest;
  }

  /** The next request's header. */
  public String authorization() throws InterruptedException {
    return authorizations.take();
  }

  /** Counted down when an endless answer was broken off by the client. */
  public CountDownLatch clientLeft() {
    return clientLeft;
  }

  @Override
  public void close() {
    over.countDown();
    javalin.stop();
  }
}
