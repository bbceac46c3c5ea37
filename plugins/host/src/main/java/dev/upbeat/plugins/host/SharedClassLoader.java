package dev.upbeat.plugins.host;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that plugins see of the host: the JDK and an allow-list of packages. The host's other classes
 * and resources, service files included, don't exist for them.
 */
final class SharedClassLoader extends ClassLoader {
  private static final List<String> SHARED =
      List.of("dev.upbeat.core.", "org.pf4j.", "org.slf4j.", "org.jspecify.");

  private final ClassLoader host;

  SharedClassLoader(ClassLoader host) {
    super("upbeat-shared", ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  /** Whether a class of this name is the host's affair. */
  static boolean shares(String className) {
    return SHARED.stream().anyMatch(className::startsWith);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (shares(name)) {
      return host.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return shares(name.replace('/', '.')) ? host.getResource(name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return shares(name.replace('/', '.'))
        ? host.getResources(name)
        : Collections.emptyEnumeration();
  }
}
