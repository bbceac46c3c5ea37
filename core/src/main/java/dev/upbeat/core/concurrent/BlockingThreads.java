package dev.upbeat.core.concurrent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Threads for work that mostly waits (sockets, pipes): virtual from Java 21 on, daemon threads
 * before.
 *
 * <p>The classes are compiled for Java 17, which doesn't know virtual threads, so they are looked
 * up once, here and nowhere else.
 */
public final class BlockingThreads {
  private static final Optional<MethodHandle> START_VIRTUAL = findStartVirtual();

  private BlockingThreads() {}

  /** Starts a thread; its name is only kept by threads that aren't virtual. */
  public static Thread start(String name, Runnable task) {
    Thread thread = factory(name).newThread(task);
    thread.start();
    return thread;
  }

  /** Makes such threads, not started, all of one name. */
  public static ThreadFactory factory(String name) {
    return task -> {
      if (START_VIRTUAL.isPresent()) {
        try {
          return ((ThreadFactory) START_VIRTUAL.get().invoke()).newThread(task);
        } catch (Throwable e) {
          throw new IllegalStateException("this JVM has virtual threads but makes none", e);
        }
      }
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static Optional<MethodHandle> findStartVirtual() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
      MethodHandle ofVirtual =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
      MethodHandle toFactory =
          lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
      return Optional.of(
          MethodHandles.foldArguments(
              toFactory.asType(MethodType.methodType(ThreadFactory.class, builder)), ofVirtual));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
