package dev.upbeat.plugins.host;

import dev.upbeat.plugins.host.PluginStatus.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads and starts candidates, each plugin after those it depends on. One that fails is put away,
 * and the next best candidate of the same plugin takes its place. Used by one thread at a time.
 */
final class PluginStarter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginStarter.class);

  private final IsolatingPluginManager manager;
  private final Map<String, RunningPlugin> running = new LinkedHashMap<>();
  private final List<PluginStatus> others = new ArrayList<>();

  PluginStarter(Path unpacked, String apiVersion) {
    manager = new IsolatingPluginManager(unpacked, apiVersion);
  }

  /** Starts what can be started. Throws nothing for a plugin's fault. */
  void start(Collection<Candidate> candidates) {
    Map<String, List<Candidate>> waiting = new LinkedHashMap<>();
    candidates.stream()
        .sorted(Candidate.BEST_FIRST)
        .forEach(each -> waiting.computeIfAbsent(each.id(), id -> new ArrayList<>()).add(each));
    boolean progress = true;
    while (progress && !waiting.isEmpty()) {
      progress = false;
      for (Map.Entry<String, List<Candidate>> entry : List.copyOf(waiting.entrySet())) {
        String id = entry.getKey();
        List<Candidate> choice = entry.getValue();
        Candidate best = choice.get(0);
        if (running.keySet().containsAll(best.details().dependencies())) {
          progress = true;
          choice.remove(0);
          if (startOne(best)) {
            choice.forEach(
                each -> others.add(each.not(State.SUPERSEDED, PluginErrors.superseded(best))));
            waiting.remove(id);
          } else if (choice.isEmpty()) {
            waiting.remove(id);
          }
        }
      }
    }
    waiting.values().forEach(choice -> choice.forEach(this::lacksDependencies));
  }

  Collection<RunningPlugin> running() {
    return List.copyOf(running.values());
  }

  /** How every candidate has fared. */
  List<PluginStatus> statuses() {
    List<PluginStatus> all = new ArrayList<>();
    running.values().forEach(each -> all.add(each.candidate().started(each.extensionNames())));
    all.addAll(others);
    return all;
  }

  private void lacksDependencies(Candidate candidate) {
    List<String> missing =
        candidate.details().dependencies().stream().filter(id -> !running.containsKey(id)).toList();
    String why =
        "it needs the plugins " + missing + ", which are not there, didn't start or need it";
    others.add(candidate.not(State.FAILED, PluginErrors.failed(candidate.details(), why, null)));
  }

  private boolean startOne(Candidate candidate) {
    String id = candidate.id();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      manager.loadPlugin(candidate.unpacked().folder());
      PluginWrapper wrapper = manager.getPlugin(id);
      // Libraries that look for services by the context class loader find the plugin's.
      thread.setContextClassLoader(wrapper.getPluginClassLoader());
      if (!manager.startPlugin(id).isStarted()) {
        throw new PluginRuntimeException(wrapper.getFailedException(), reason(wrapper));
      }
      running.put(id, RunningPlugin.of(candidate, wrapper));
      return true;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      String why = reason(e);
      LOG.warn("event=plugin-failed plugin={} version={}", id, candidate.details().version(), e);
      others.add(candidate.not(State.FAILED, PluginErrors.failed(candidate.details(), why, e)));
      unload(id);
      return false;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String reason(PluginWrapper wrapper) {
    Throwable cause = wrapper.getFailedException();
    if (cause == null) {
      return "it was not started (" + wrapper.getPluginState() + ")";
    }
    return cause instanceof PluginRuntimeException ? reason(cause) : "start() threw " + cause;
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return cause instanceof PluginRuntimeException && message != null ? message : cause.toString();
  }

  private void unload(String id) {
    try {
      manager.unloadPlugin(id);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("event=plugin-unload-failed plugin={}", id, e);
    }
  }

  /**
   * Closes the extensions and stops the plugins, the last started first. Never throws; idempotent.
   */
  @Override
  public void close() {
    List<RunningPlugin> reverse = new ArrayList<>(running.values());
    Collections.reverse(reverse);
    running.clear();
    for (RunningPlugin plugin : reverse) {
      plugin.close();
      unload(plugin.candidate().id());
    }
  }
}
