package dev.upbeat.plugins.host;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.pf4j.Plugin;
import org.pf4j.PluginFactory;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;

/**
 * Makes a plugin's main object. PF4J's own factory logs a failure and returns null; this one says
 * why.
 */
final class ExplainingPluginFactory implements PluginFactory {
  @Override
  public Plugin create(PluginWrapper wrapper) {
    String name = wrapper.getDescriptor().getPluginClass();
    try {
      Class<?> type = wrapper.getPluginClassLoader().loadClass(name);
      if (!Plugin.class.isAssignableFrom(type)) {
        throw new PluginRuntimeException(
            "plugin.class " + name + " doesn't extend org.pf4j.Plugin");
      }
      return newInstance(type.asSubclass(Plugin.class), wrapper);
    } catch (ClassNotFoundException e) {
      throw new PluginRuntimeException(e, "plugin.class " + name + " isn't in the plugin");
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new PluginRuntimeException(cause, "the constructor of " + name + " threw " + cause);
    } catch (ReflectiveOperationException e) {
      throw new PluginRuntimeException(e, "plugin.class " + name + " can't be instantiated: " + e);
    }
  }

  private static Plugin newInstance(Class<? extends Plugin> type, PluginWrapper wrapper)
      throws ReflectiveOperationException {
    try {
      Constructor<? extends Plugin> constructor = type.getConstructor(PluginWrapper.class);
      return constructor.newInstance(wrapper);
    } catch (NoSuchMethodException e) {
      return type.getConstructor().newInstance();
    }
  }
}
