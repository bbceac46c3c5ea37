package dev.upbeat.plugins.host;

import dev.upbeat.core.spi.SpiVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads plugins and hands out their extensions. A plugin that is damaged or fails is put aside,
 * reported by {@link #list()}, and harms no other.
 *
 * <p>{@link #start()} once, then any thread may ask for extensions; {@link #close()} at the end.
 */
public final class PluginHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

  private final PluginHostSettings settings;
  private final PluginStarter starter;
  private volatile List<RunningPlugin> running = List.of();
  private volatile List<PluginStatus> statuses = List.of();

  /** Touches nothing yet. */
  public PluginHost(PluginHostSettings settings) {
    this.settings = settings;
    this.starter = new PluginStarter(settings.unpacked(), SpiVersion.current());
  }

  /**
   * Finds, checks, unpacks and starts all plugins; blocks, 100 ms or so once they are unpacked. To
   * be called once.
   *
   * @return this host
   * @throws dev.upbeat.core.UpbeatException {@code plugin-io} if a folder can't be read, {@code
   *     plugin-cache-unwritable} if there is something to unpack and no place for it
   */
  public PluginHost start() {
    long begin = System.nanoTime();
    CandidateFinder.Found found = new CandidateFinder(settings).find();
    synchronized (starter) {
      starter.start(found.candidates());
      List<PluginStatus> all = new ArrayList<>(starter.statuses());
      all.addAll(found.refused());
      all.sort(Comparator.comparing(PluginStatus::name).thenComparing(PluginStatus::state));
      statuses = List.copyOf(all);
      running = List.copyOf(starter.running());
    }
    LOG.info(
        "event=plugins-started started={} others={} ms={}",
        running.size(),
        statuses.size() - running.size(),
        (System.nanoTime() - begin) / 1_000_000);
    return this;
  }

  /** All extensions of this kind, ordered by plugin id. */
  public <T> List<PluginExtension<T>> extensions(Class<T> type) {
    return running.stream()
        .sorted(Comparator.comparing(plugin -> plugin.candidate().id()))
        .flatMap(plugin -> plugin.extensions(type).stream())
        .toList();
  }

  /** The first extension of this kind that the predicate accepts. */
  public <T> Optional<T> find(Class<T> type, Predicate<? super T> predicate) {
    return extensions(type).stream().map(PluginExtension::extension).filter(predicate).findFirst();
  }

  /** How every plugin that was found fares, ordered by name. */
  public List<PluginStatus> list() {
    return statuses;
  }

  /**
   * Closes all extensions, stops the plugins and closes their class loaders. Idempotent; never
   * throws.
   */
  @Override
  public void close() {
    running = List.of();
    synchronized (starter) {
      starter.close();
    }
  }
}
