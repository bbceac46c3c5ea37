package dev.upbeat.plugins.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.pf4j.BasePluginLoader;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultPluginClasspath;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/**
 * Gives every plugin a class loader of its own: JDK, then shared packages, then the plugin itself.
 */
final class IsolatedPluginLoader extends BasePluginLoader {
  private final SharedClassLoader shared =
      new SharedClassLoader(IsolatedPluginLoader.class.getClassLoader());
  private final Set<String> jdkPackages =
      ModuleLayer.boot().modules().stream()
          .filter(module -> isJdk(module.getClassLoader()))
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toUnmodifiableSet());

  IsolatedPluginLoader(PluginManager pluginManager) {
    super(pluginManager, new DefaultPluginClasspath());
  }

  private static boolean isJdk(ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  @Override
  public boolean isApplicable(Path pluginPath) {
    return Files.isDirectory(pluginPath);
  }

  @Override
  protected PluginClassLoader createPluginClassLoader(
      Path pluginPath, PluginDescriptor descriptor) {
    return new Loader(pluginManager, descriptor, shared, jdkPackages);
  }

  private static final class Loader extends PluginClassLoader {
    private final Set<String> jdkPackages;

    Loader(
        PluginManager manager,
        PluginDescriptor descriptor,
        ClassLoader shared,
        Set<String> jdkPackages) {
      super(manager, descriptor, shared, ClassLoadingStrategy.PDA);
      this.jdkPackages = jdkPackages;
    }

    // An old library in lib/ must not replace parts of the JDK (org.w3c.dom is the usual one).
    @Override
    protected boolean shouldDelegateToParent(String className) {
      int dot = className.lastIndexOf('.');
      return dot > 0 && jdkPackages.contains(className.substring(0, dot));
    }

    @Override
    public Class<?> loadClass(String className) throws ClassNotFoundException {
      if (SharedClassLoader.shares(className)) {
        try {
          return getParent().loadClass(className);
        } catch (ClassNotFoundException e) {
          // Something the host doesn't have under a shared name, such as org.slf4j.bridge: the
          // plugin's own.
          return super.loadClass(className);
        }
      }
      return super.loadClass(className);
    }
  }
}
