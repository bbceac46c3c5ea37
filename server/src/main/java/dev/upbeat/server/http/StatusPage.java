package dev.upbeat.server.http;

/** The page a person sees who opens the server in a browser. */
final class StatusPage {
  private final String model;
  private final boolean tokenNeeded;

  StatusPage(String model, boolean tokenNeeded) {
    this.model = model;
    this.tokenNeeded = tokenNeeded;
  }

  String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Upbeat continuator</title>
    <style>
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
    pre { background: #f3f3f0; color: #222; padding: 1rem; overflow-x: auto; }
    </style>
    </head>
    <body>
    <h1>Upbeat continuator</h1>
    <p>A voice assistant begins its answer on the device; this server finishes the sentence.
    The language model that answers is <strong>%s</strong>.</p>
    <p>Try it:</p>
    <pre>curl -N%s -H 'Content-Type: application/json' \\
      -d '{"turnId":"1","request":"what is the capital of peru","opener":"The capital of Peru is"}' \\
      <span id="origin">http://127.0.0.1</span>/v1/continuations</pre>
    <p>Programs made for OpenAI's API find <code>/v1/chat/completions</code> here; a trailing
    assistant message is continued. <a href="/healthz">/healthz</a> tells whether the server is
    up, <a href="/metrics">/metrics</a> how it fares%s.</p>
    <p>Words of users are not stored, and not logged unless the operator turns on debug logging.
    A small model is often wrong: do not rely on what it says.</p>
    <script>document.getElementById('origin').textContent = location.origin</script>
    </body>
    </html>
    """
        .formatted(
            escape(model),
            tokenNeeded ? " -H 'Authorization: Bearer TOKEN'" : "",
            tokenNeeded ? " (with the token)" : "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
