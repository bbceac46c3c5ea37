package dev.upbeat.devices.wavfiles;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.DeviceAdapter.Settings;
import dev.upbeat.core.time.VirtualTicker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputProblemsTest {
  @TempDir private Path folder;

  @Test
  void aMissingFile() {
    Path file = folder.resolve("no.wav");
    expect(file, "device-input-missing", "no.wav", "Check the path");
  }

  @Test
  void aFolder() {
    expect(folder, "device-input-not-a-file", "is a folder", "one WAV file");
  }

  @Test
  void anEmptyFile() throws IOException {
    expect(Files.createFile(folder.resolve("e.wav")), "device-input-empty", "0 bytes", "Record");
  }

  @Test
  void aHeaderWithoutSound() {
    Path file = TestWav.of(1, 16, 1, 16_000).write(folder.resolve("header.wav"));
    expect(file, "device-input-empty", "no sound", "Record it anew");
  }

  @Test
  void anEmptyDataChunkWithOthersBehindIsNoStream() {
    Path file =
        TestWav.of(1, 16, 1, 16_000).chunkBehind("LIST", 90).write(folder.resolve("list.wav"));
    expect(file, "device-input-empty", "no sound", "Record it anew");
  }

  @ParameterizedTest
  @CsvSource({
    "ID3abcdef, an MP3 file",
    "'\u00FF\u00FB\u0090d...', an MP3 file",
    "OggS............OpusHead, Opus",
    "fLaC...., FLAC",
    "....ftypM4A , MP4",
    "....ftyp3gp5, 3GP",
    "OggS........................\u0001vorbis, Ogg Vorbis",
    "'0&\u00B2u\u008Ef\u00CF\u0011', WMA",
    "wvPK...., WavPack",
    "'NIST_1A   ', SPHERE",
    "FORM....AIFF, AIFF",
    "RIFX....WAVE, RIFX",
    "'RIFF....AVI ', AVI",
    ".snd...., AU",
    "#!AMR., AMR"
  })
  void otherSoundIsNamedAndConverted(String head, String kind) throws IOException {
    Path file = Files.writeString(folder.resolve("my song.mp3"), head, ISO_8859_1);
    UpbeatException error = expect(file, "device-input-not-wav", kind, "ffmpeg -i '");
    assertThat(error.remedy()).contains("my song-16k.wav'");
  }

  @ParameterizedTest
  @CsvSource({
    "fLaC...., a FLAC file with an ID3 tag",
    "'\u00FF\u00FB\u0090d...', an MP3 file with an ID3 tag",
    "'\u00FF\u00F1\u0050\u0080\u0001\u003F\u00FC', an AAC file (ADTS) with an ID3 tag",
    "RIFF....WAVE, a WAV file with an ID3 tag before it",
    "OggS...., an Ogg file with an ID3 tag",
    "something, something unknown",
    "'', an ID3 tag without its sound",
  })
  void whatStandsBehindAnId3TagIsCalledByItsName(String behind, String kind) throws IOException {
    String tag = "ID3\u0004\u0000\u0000\u0000\u0000\u0002\u0010" + "x".repeat(272);
    Path file = Files.writeString(folder.resolve("a.mp3"), tag + behind, ISO_8859_1);
    expect(file, "device-input-not-wav", kind, "ffmpeg -i ");
  }

  @ParameterizedTest
  @CsvSource({"s16le, 16-bit little-endian", "s16be, 16-bit big-endian", "u8, 8-bit", "f32le, 32"})
  void samplesWithoutAHeaderAreCalledRawPcm(String format, String name) throws IOException {
    for (int channels = 1; channels <= 2; channels++) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * channels * 8_000);
      bytes.order(format.endsWith("be") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      // Begins like an MPEG frame.
      bytes.put(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0x64});
      for (int i = 0; i < channels * 7_999; i++) {
        double value = 0.3 * Math.sin((i / channels) * 0.15) + 0.1 * Math.sin((i / channels) * 0.9);
        switch (format) {
          case "u8" -> bytes.put((byte) (128 + 127 * value));
          case "f32le" -> bytes.putFloat((float) value);
          default -> bytes.putShort((short) (32_767 * value));
        }
      }
      byte[] sound = Arrays.copyOf(bytes.array(), bytes.position() / 8 * 8);
      Path file = Files.write(folder.resolve("question.raw"), sound);
      expect(file, "device-input-not-wav", "raw PCM), " + name, "ffmpeg -f " + format);
    }
  }

  @Test
  void otherBytesAreNoRawPcm() throws IOException {
    byte[] random = new byte[20_000];
    new Random(3).nextBytes(random);
    random[0] = 1;
    Path file = Files.write(folder.resolve("x.bin"), random);
    expect(file, "device-input-not-audio", "data without a known header", "WAV recording");
  }

  @Test
  void anErrorPageInPlaceOfTheSoundIsCalledThat() throws IOException {
    Path file = Files.writeString(folder.resolve("x.wav"), "<!DOCTYPE html><html>404</html>");
    expect(file, "device-input-not-audio", "a web page", "WAV recording");
  }

  @ParameterizedTest
  @CsvSource({
    "hello world, text",
    "RIF, text",
    "%PDF-1.7, PDF",
    "'PK\u0003\u0004', archive",
    "'\u0001\u0002\u0003\u0004', data without a known header",
    "RIFF....WEBPVP8, text"
  })
  void whatIsNoSoundIsNamed(String head, String kind) throws IOException {
    Path file = Files.writeString(folder.resolve("x.wav"), head, ISO_8859_1);
    expect(file, "device-input-not-audio", kind, "WAV recording");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 4, 1, 16000, Microsoft ADPCM", "85, 16, 1, 16000, MP3", "1, 40, 1, 16000, 40-bit",
    "1, 16, 0, 16000, 0 channels", "1, 16, 65, 16000, 65 channels", "1, 16, 1, 0, 0 Hz",
    "1, 16, 1, 384000, 384000 Hz", "4660, 16, 1, 16000, 0x1234"
  })
  void unusableFormatsAreNamed(int tag, int bits, int channels, int rate, String what) {
    Path file = TestWav.of(tag, bits, channels, rate).write(folder.resolve("x.wav"));
    expect(file, "device-input-unsupported", what, "ffmpeg");
  }

  @Test
  void everyCutThroughAHeaderIsToldClearly() throws IOException {
    byte[] whole = TestWav.of(1, 16, 1, 16_000).extensible().tone(440, 0.01).bytes();
    for (int length = 1; length < 70; length++) {
      Path file = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, length));
      UpbeatException error =
          catchThrowableOfType(UpbeatException.class, () -> WavReader.open(file).close());
      assertThat(error).as("%d bytes", length).isNotNull();
      assertThat(error.code()).startsWith("device-input-");
      assertThat(error.getMessage()).contains("cut.wav");
    }
  }

  @Test
  void anUnreadableFile() throws IOException {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
    Path file = TestWav.of(1, 16, 1, 16_000).tone(440, 0.1).write(folder.resolve("secret.wav"));
    Files.setPosixFilePermissions(file, java.util.Set.of());
    expect(file, "device-input-unreadable", "may not read", "chmod u+r");
  }

  @ParameterizedTest
  @CsvSource({
    "inptu, a.wav, device-option-unknown, 'input, silence'",
    "trailing-silence-ms, -5, device-option-invalid, whole number",
    "pace, slow, device-option-invalid, 'real-time, fast'",
    "output-rate, 3999, device-option-invalid, 4000",
    "pace, fast, device-option-invalid, trailing-silence-ms",
    "input, /tmp/a.wav, device-option-missing, either",
    "silence, false, device-option-missing, either",
    "silence, yes, device-option-invalid, true or false"
  })
  void optionsAreReadStrictly(String name, String value, String code, String remedy) {
    Map<String, String> options =
        name.equals("silence") ? Map.of(name, value) : Map.of("silence", "true", name, value);
    UpbeatException error =
        catchThrowableOfType(
            UpbeatException.class,
            () -> new WavFilesAdapter().open(new Settings(options, new VirtualTicker())));
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.remedy()).contains(remedy);
  }

  @Test
  void inputAndOutputMustDiffer() {
    Path file = TestWav.of(1, 16, 1, 16_000).tone(440, 0.1).write(folder.resolve("same.wav"));
    long size = file.toFile().length();
    Settings settings =
        new Settings(
            Map.of(
                "input",
                file.toString(),
                "output",
                folder.resolve(".").resolve("same.wav").toString()),
            new VirtualTicker());
    UpbeatException error =
        catchThrowableOfType(UpbeatException.class, () -> new WavFilesAdapter().open(settings));
    assertThat(error.code()).isEqualTo("device-option-invalid");
    assertThat(file.toFile()).hasSize(size);
  }

  @Test
  void anOutputThatCannotBeWritten() {
    Settings settings =
        new Settings(Map.of("silence", "true", "output", folder.toString()), new VirtualTicker());
    UpbeatException error =
        catchThrowableOfType(UpbeatException.class, () -> new WavFilesAdapter().open(settings));
    assertThat(error.code()).isEqualTo("device-output-unwritable");
    assertThat(error.getMessage()).contains(folder.toString());
  }

  private static UpbeatException expect(Path file, String code, String message, String remedy) {
    Settings settings = new Settings(Map.of("input", file.toString()), new VirtualTicker());
    UpbeatException error =
        catchThrowableOfType(UpbeatException.class, () -> new WavFilesAdapter().open(settings));
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.getMessage()).contains(message).contains(file.toString());
    assertThat(error.remedy()).contains(remedy);
    return error;
  }
}
