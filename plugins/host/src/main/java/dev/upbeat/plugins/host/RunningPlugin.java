package dev.upbeat.plugins.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that has started and the one instance of each of its extensions. */
final class RunningPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(RunningPlugin.class);
  private static final String INDEX = "META-INF/extensions.idx";

  private final Candidate candidate;
  private final List<ExtensionPoint> extensions;

  private RunningPlugin(Candidate candidate, List<ExtensionPoint> extensions) {
    this.candidate = candidate;
    this.extensions = List.copyOf(extensions);
  }

  /**
   * Makes the extensions of a plugin that PF4J has started.
   *
   * @throws PluginRuntimeException with the reason if one of them can't be made
   */
  static RunningPlugin of(Candidate candidate, PluginWrapper wrapper) {
    PluginClassLoader loader = (PluginClassLoader) wrapper.getPluginClassLoader();
    List<ExtensionPoint> extensions = new ArrayList<>();
    try {
      for (String name : index(loader)) {
        extensions.add(instantiate(name, loader));
      }
    } catch (RuntimeException | LinkageError e) {
      extensions.forEach(extension -> close(candidate.id(), extension));
      throw e;
    }
    if (extensions.isEmpty()
        && wrapper.getDescriptor().getPluginClass().equals("org.pf4j.Plugin")) {
      throw new PluginRuntimeException(
          "it has no extensions ("
              + INDEX
              + " is missing or empty; JDK 23 and later write it only if the compiler is told"
              + " <proc>full</proc>)");
    }
    extensions.sort(Comparator.comparingInt(RunningPlugin::ordinal));
    return new RunningPlugin(candidate, extensions);
  }

  Candidate candidate() {
    return candidate;
  }

  <T> List<PluginExtension<T>> extensions(Class<T> type) {
    return extensions.stream()
        .filter(type::isInstance)
        .map(extension -> new PluginExtension<>(candidate.id(), type.cast(extension)))
        .toList();
  }

  List<String> extensionNames() {
    return extensions.stream().map(extension -> extension.getClass().getName()).toList();
  }

  /** Closes the extensions that can be closed. Never throws. */
  void close() {
    extensions.forEach(extension -> close(candidate.id(), extension));
  }

  private static void close(String id, ExtensionPoint extension) {
    if (extension instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception | LinkageError e) {
        LOG.warn(
            "event=extension-close-failed plugin={} extension={}", id, extension.getClass(), e);
      }
    }
  }

  private static int ordinal(ExtensionPoint extension) {
    Extension annotation = AbstractExtensionFinder.findExtensionAnnotation(extension.getClass());
    return annotation == null ? 0 : annotation.ordinal();
  }

  private static Set<String> index(PluginClassLoader loader) {
    Set<String> names = new LinkedHashSet<>();
    try {
      for (URL url : Collections.list(loader.findResources(INDEX))) {
        var connection = url.openConnection();
        // Or the jar would stay open, and be read from memory after an upgrade.
        connection.setUseCaches(false);
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
          lines
              .lines()
              .map(line -> line.replaceAll("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .forEach(names::add);
        }
      }
    } catch (IOException e) {
      throw new PluginRuntimeException(e, INDEX + " can't be read (" + e.getMessage() + ")");
    }
    return names;
  }

  private static ExtensionPoint instantiate(String name, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(name, true, loader);
      if (!ExtensionPoint.class.isAssignableFrom(type)) {
        throw new PluginRuntimeException(name + ", named in " + INDEX + ", is no extension");
      }
      return (ExtensionPoint) type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new PluginRuntimeException(
          e, printable(name) + ", named in " + INDEX + ", isn't there");
    } catch (NoSuchMethodException e) {
      throw new PluginRuntimeException(e, name + " has no public constructor without parameters");
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new PluginRuntimeException(cause, "the constructor of " + name + " threw " + cause);
    } catch (ReflectiveOperationException e) {
      throw new PluginRuntimeException(e, name + " can't be instantiated: " + e);
    } catch (LinkageError e) {
      throw new PluginRuntimeException(e, name + " can't be loaded: " + e);
    }
  }

  private static String printable(String name) {
    String clean = name.replaceAll("[^\\p{Alnum}._$-]", "?");
    return clean.length() <= 120 ? clean : clean.substring(0, 120) + "…";
  }
}
