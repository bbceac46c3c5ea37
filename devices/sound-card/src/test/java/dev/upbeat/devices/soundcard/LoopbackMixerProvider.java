package dev.upbeat.devices.soundcard;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import javax.sound.sampled.spi.MixerProvider;
import org.jspecify.annotations.Nullable;

/**
 * A mixer that Java sound finds by its service file: knows 44.1 kHz stereo only, delivers a ramp
 * and keeps what it is given. The interfaces of Java sound have some thirty methods each; only
 * those in use answer.
 */
public final class LoopbackMixerProvider extends MixerProvider {
  static final String NAME = "Upbeat loopback";

  private static final Mixer.Info INFO = new LoopbackInfo();
  private static final ByteArrayOutputStream PLAYED = new ByteArrayOutputStream();

  static byte[] played() {
    synchronized (PLAYED) {
      return PLAYED.toByteArray();
    }
  }

  @Override
  public Mixer.Info[] getMixerInfo() {
    return new Mixer.Info[] {INFO};
  }

  @Override
  public Mixer getMixer(Mixer.Info info) {
    return proxy(Mixer.class, new Methods(null));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            LoopbackMixerProvider.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static final class LoopbackInfo extends Mixer.Info {
    LoopbackInfo() {
      super(NAME, "Upbeat", "for tests", "1");
    }
  }

  /** Answers for the mixer and both of its lines. */
  private static final class Methods implements InvocationHandler {
    private @Nullable AudioFormat format;
    private boolean open;
    private int delivered;

    Methods(@Nullable AudioFormat format) {
      this.format = format;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      return switch (method.getName()) {
        case "getMixerInfo" -> INFO;
        case "isLineSupported" -> supports((Line.Info) arguments[0]);
        case "getLine" -> proxy(lineType((Line.Info) arguments[0]), new Methods(null));
        case "open" -> open((AudioFormat) arguments[0]);
        case "close" -> close();
        case "isOpen" -> open;
        case "getFormat" -> format;
        case "read" -> read((byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
        case "write" -> write((byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
        case "start", "stop", "flush" -> null;
        case "hashCode" -> System.identityHashCode(self);
        case "toString" -> NAME;
        case "equals" -> self == arguments[0];
        default -> throw new UnsupportedOperationException(method.toString());
      };
    }

    private static Class<?> lineType(Line.Info info) {
      return info.getLineClass();
    }

    private static boolean supports(Line.Info info) {
      boolean known =
          Arrays.asList(TargetDataLine.class, SourceDataLine.class).contains(info.getLineClass());
      if (!(info instanceof DataLine.Info data)) {
        return known;
      }
      AudioFormat wanted = data.getFormats()[0];
      return known && wanted.getSampleRate() == 44_100 && wanted.getChannels() == 2;
    }

    private @Nullable Object open(AudioFormat wanted) throws LineUnavailableException {
      if (open) {
        throw new LineUnavailableException("open twice");
      }
      format = wanted;
      open = true;
      return null;
    }

    private @Nullable Object close() {
      open = false;
      return null;
    }

    private int read(byte[] target, int offset, int length) {
      if (!open) {
        return 0;
      }
      // Both channels of frame n: n; in pieces, as lines do.
      int count = Math.min(length, 400);
      for (int i = 0; i < count; i += 2, delivered++) {
        int sample = delivered / 2;
        target[offset + i] = (byte) sample;
        target[offset + i + 1] = (byte) (sample >> 8);
      }
      return count;
    }

    private int write(byte[] source, int offset, int length) {
      if (!open) {
        return 0;
      }
      synchronized (PLAYED) {
        PLAYED.write(source, offset, length);
      }
      return length;
    }
  }
}
