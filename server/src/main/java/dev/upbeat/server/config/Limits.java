package dev.upbeat.server.config;

/**
 * What one client, and all together, may ask for.
 *
 * @param bodyBytes of a request
 * @param requestCharacters of the user's words
 * @param openerWords of an opener
 * @param dialogueTurns of the dialogue so far
 * @param concurrent continuations under way at once, waiting ones included
 * @param requestsPerMinute of one client address; bursts of a quarter of it
 */
public record Limits(
    int bodyBytes,
    int requestCharacters,
    int openerWords,
    int dialogueTurns,
    int concurrent,
    int requestsPerMinute) {
  /** What fits a household. */
  public static Limits usual() {
    return new Limits(65_536, 2_000, 40, 20, 8, 240);
  }
}
