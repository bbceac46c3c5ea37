package dev.upbeat.devices.wavfiles;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds WAV files of every make, well-formed and not. */
final class TestWav {
  private int tag = 1;
  private int bits = 16;
  private int channels = 1;
  private int rate = 16_000;
  private boolean extensible;
  private String magic = "RIFF";
  private byte[] before = {};
  private byte[] behind = {};
  private boolean formatLast;
  private long toldSize = -1;
  private double[] samples = {};
  private double[] gains = {};

  static TestWav of(int tag, int bits, int channels, int rate) {
    TestWav wav = new TestWav();
    wav.tag = tag;
    wav.bits = bits;
    wav.channels = channels;
    wav.rate = rate;
    return wav;
  }

  TestWav extensible() {
    extensible = true;
    return this;
  }

  TestWav rf64() {
    magic = "RF64";
    return this;
  }

  TestWav chunkBefore(String id, int length) {
    before = concat(before, chunk(id, new byte[length], length));
    return this;
  }

  TestWav chunkBehind(String id, int length) {
    behind = concat(behind, chunk(id, new byte[length], length));
    return this;
  }

  TestWav formatLast() {
    formatLast = true;
    return this;
  }

  /** What each channel makes of the samples, such as −1 for reversed polarity. */
  TestWav gains(double... factors) {
    gains = factors;
    return this;
  }

  TestWav magic(String name) {
    magic = name;
    return this;
  }

  /** What the header says of the data's size, whatever it is. */
  TestWav toldSize(long bytes) {
    toldSize = bytes;
    return this;
  }

  /** Mono samples, full scale ±1; every channel gets them. */
  TestWav samples(double... values) {
    samples = values;
    return this;
  }

  TestWav tone(double frequency, double seconds) {
    samples = new double[(int) Math.round(rate * seconds)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 0.5 * Math.sin(2 * Math.PI * frequency * i / rate);
    }
    return this;
  }

  byte[] bytes() {
    byte[] data = data();
    byte[] format = format();
    byte[] body = before;
    if (magic.equals("RF64")) {
      ByteBuffer sizes = little(28).putLong(0).putLong(data.length).putLong(0).putInt(0);
      body = concat(chunk("ds64", sizes.array(), 28), body);
      toldSize = 0xFFFF_FFFFL;
    }
    byte[] sound = chunk("data", data, toldSize < 0 ? data.length : toldSize);
    body = formatLast ? concat(body, sound, behind, format) : concat(body, format, sound, behind);
    ByteBuffer head = little(12).put(magic.getBytes(US_ASCII)).putInt(body.length + 4);
    return concat(head.put("WAVE".getBytes(US_ASCII)).array(), body);
  }

  Path write(Path path) {
    try {
      return Files.write(path, bytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private byte[] format() {
    int frame = channels * bits / 8;
    ByteBuffer format = little(extensible ? 40 : 16);
    format.putShort((short) (extensible ? 0xFFFE : tag)).putShort((short) channels).putInt(rate);
    format.putInt(rate * frame).putShort((short) frame).putShort((short) bits);
    if (extensible) {
      format.putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) tag);
      format.put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38});
      format.put(new byte[] {(byte) 0x9B, 0x71});
    }
    return chunk("fmt ", format.array(), format.capacity());
  }

  private byte[] data() {
    ByteBuffer data = little(samples.length * channels * bits / 8);
    for (double sample : samples) {
      for (int channel = 0; channel < channels; channel++) {
        put(data, sample * (gains.length == 0 ? 1 : gains[channel]));
      }
    }
    return data.array();
  }

  private void put(ByteBuffer data, double sample) {
    if (tag == 3) {
      if (bits == 32) {
        data.putFloat((float) sample);
      } else {
        data.putDouble(sample);
      }
      return;
    }
    long most = (1L << (bits - 1)) - 1;
    long value = Math.max(-most - 1, Math.min(most, Math.round(sample * (most + 1))));
    if (bits == 8) {
      data.put((byte) (value + 128));
    } else {
      for (int shift = 0; shift < bits; shift += 8) {
        data.put((byte) (value >> shift));
      }
    }
  }

  private static byte[] chunk(String id, byte[] body, long toldSize) {
    ByteBuffer chunk = little(8 + body.length + (body.length & 1));
    return chunk.put(id.getBytes(US_ASCII)).putInt((int) toldSize).put(body).array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
