package dev.upbeat.speech.marytts;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads the plugin as the host does: its own classes and libraries, and of the host's only those
 * shared.
 */
final class PluginClassLoader extends URLClassLoader {
  private static final List<String> SHARED =
      List.of("dev.upbeat.core.", "org.pf4j.", "org.slf4j.", "org.jspecify.");
  private static final List<String> NOT_IN_THE_ZIP =
      List.of("upbeat-core", "pf4j", "slf4j-api", "jspecify", "test-classes");

  PluginClassLoader() {
    super(plugin(), new SharedOnly());
  }

  private static URL[] plugin() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(PluginClassLoader::isInTheZip)
        .map(PluginClassLoader::url)
        .toArray(URL[]::new);
  }

  private static boolean isInTheZip(Path path) {
    String name = path.getFileName().toString();
    return path.endsWith(Path.of("marytts", "target", "classes"))
        || (Stream.of("marytts-", "voice-", "opennlp-", "commons-lang-").anyMatch(name::startsWith)
            && NOT_IN_THE_ZIP.stream().noneMatch(name::startsWith));
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final class SharedOnly extends ClassLoader {
    SharedOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (SHARED.stream().anyMatch(name::startsWith) && !name.startsWith("org.slf4j.bridge")) {
        return PluginClassLoader.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name + " is not shared with plugins");
    }
  }
}
