package dev.upbeat.wearable.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of {@code device.toml}; whatever is missing has a default. See docs/user-guide.md.
 *
 * @param server where the continuator is
 * @param turn how turns behave
 * @param models which models to use
 * @param device which adapter {@code listen} uses
 */
public record DeviceConfig(Server server, Turn turn, Models models, Device device) {
  /** No file. */
  public static final DeviceConfig DEFAULTS = new DeviceConfig(null, null, null, null);

  public DeviceConfig(
      @Nullable Server server,
      @Nullable Turn turn,
      @Nullable Models models,
      @Nullable Device device) {
    this.server = server == null ? new Server(null, null, null) : server;
    this.turn = turn == null ? new Turn(null, null, null, null) : turn;
    this.models = models == null ? new Models(null, null) : models;
    this.device = device == null ? new Device(null, null) : device;
  }

  /**
   * @param url of the continuator
   * @param token that it asks for
   * @param tokenFile a file holding the token
   */
  public record Server(
      @Nullable String url,
      @Nullable String token,
      @JsonProperty("token-file") @Nullable String tokenFile) {
    @Override
    public String toString() {
      return "Server[url=" + url + "]"; // never the token
    }
  }

  /**
   * @param correctionMethod id of the preferred one
   * @param patienceMs silence that ends a request: after words that sound finished, could go on,
   *     must go on; fewer numbers say it for the rest
   * @param longestRequestSeconds what lasts longer is given up
   * @param nearFieldDb how much quieter than the user a voice must be to be passed over; 0: none
   */
  public record Turn(
      @JsonProperty("correction-method") @Nullable String correctionMethod,
      @JsonProperty("patience-ms") @Nullable List<Integer> patienceMs,
      @JsonProperty("longest-request-s") @Nullable Double longestRequestSeconds,
      @JsonProperty("near-field-db") @Nullable Double nearFieldDb) {}

  /**
   * @param opener id of the opener model
   * @param recognizer id of the recognizer's model
   */
  public record Models(@Nullable String opener, @Nullable String recognizer) {}

  /**
   * @param adapter id of a device adapter
   * @param options the adapter's own
   */
  public record Device(@Nullable String adapter, Map<String, String> options) {
    public Device(@Nullable String adapter, @Nullable Map<String, String> options) {
      this.adapter = adapter;
      this.options = options == null ? Map.of() : Map.copyOf(options);
    }
  }
}
