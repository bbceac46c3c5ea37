package dev.upbeat.models.text;

import dev.upbeat.core.UpbeatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text to token ids and back, as {@code tokenizer.json} says; byte-level BPE, the family's kind.
 * Thread-safe.
 *
 * <p>In Java, because loading a native tokenizer takes longer than all the rest of a model's start
 * (decision 0003). The tests hold it against that native tokenizer.
 */
public final class OpenerTokenizer {
  private static final Logger LOGGER = LoggerFactory.getLogger(OpenerTokenizer.class);

  // GPT-2's split into words; \s and \p{L} are meant for all of Unicode.
  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SINGLE_DIGITS = Pattern.compile("\\p{N}|\\P{N}+");

  private final Vocabulary vocabulary;
  private final @Nullable Pattern specialPattern;

  private OpenerTokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.specialPattern =
        vocabulary.special().isEmpty()
            ? null
            : Pattern.compile(
                String.join(
                    "|", vocabulary.special().keySet().stream().map(Pattern::quote).toList()));
  }

  /**
   * Loads a tokenizer.
   *
   * @param vocabularySize rows of the model's embedding, which the ids must fit
   * @throws UpbeatException {@code tokenizer-unusable} if it is damaged, of another kind, or
   *     doesn't fit
   */
  public static OpenerTokenizer load(Path file, int vocabularySize) {
    return new OpenerTokenizer(TokenizerFile.read(file, vocabularySize));
  }

  /**
   * As {@link #load(Path, int)}, keeping what was read in a form that loads faster the next time.
   *
   * @param derived the folder to keep it in; a damaged or missing entry is made again
   */
  public static OpenerTokenizer load(Path file, int vocabularySize, Path derived) {
    try {
      CRC32 checksum = new CRC32();
      checksum.update(Files.readAllBytes(file));
      String name = "vocabulary-1-%d-%08x.bin".formatted(vocabularySize, checksum.getValue());
      Path kept = derived.resolve(name);
      if (Files.exists(kept)) {
        try {
          return new OpenerTokenizer(unsealed(Files.readAllBytes(kept)));
        } catch (IOException e) {
          LOGGER.warn("event=derived-damaged file={} error={}", kept, e.getMessage());
        }
      }
      Vocabulary vocabulary = TokenizerFile.read(file, vocabularySize);
      keep(vocabulary, kept);
      return new OpenerTokenizer(vocabulary);
    } catch (IOException e) {
      // Keeping it is a convenience; reading the file itself tells what is wrong with it.
      LOGGER.warn("event=vocabulary-not-kept folder={} error={}", derived, e.getMessage());
      return load(file, vocabularySize);
    }
  }

  /** The ids of a text; special tokens written out, such as {@code <|im_end|>}, are recognized. */
  public int[] encode(String text) {
    IntStream.Builder ids = IntStream.builder();
    int at = 0;
    if (specialPattern != null) {
      Matcher matcher = specialPattern.matcher(text);
      while (matcher.find()) {
        encodePlain(text.substring(at, matcher.start()), ids);
        Integer id = vocabulary.special().get(matcher.group());
        if (id != null) {
          ids.add(id);
        }
        at = matcher.end();
      }
    }
    encodePlain(text.substring(at), ids);
    return ids.build().toArray();
  }

  /** The text of these ids; special tokens are left out, bytes that are no UTF-8 become U+FFFD. */
  public String decode(List<Integer> ids) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int id : ids) {
      text.writeBytes(vocabulary.token(id));
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /** The text of one id, a leading blank included; empty for a special token. */
  public String text(int id) {
    return new String(vocabulary.token(id), StandardCharsets.UTF_8);
  }

  /** Whether the id is that of a special token, which has no text. */
  public boolean isSpecial(int id) {
    return vocabulary.special().containsValue(id);
  }

  private void encodePlain(String text, IntStream.Builder ids) {
    if (!vocabulary.splitDigits()) {
      encodeWords(text, ids);
      return;
    }
    Matcher parts = SINGLE_DIGITS.matcher(text);
    while (parts.find()) {
      encodeWords(parts.group(), ids);
    }
  }

  private void encodeWords(String text, IntStream.Builder ids) {
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      byte[] word = words.group().getBytes(StandardCharsets.UTF_8);
      vocabulary.split(word, 0, word.length, ids);
    }
  }

  /** The last eight bytes are the checksum of all before. */
  private static Vocabulary unsealed(byte[] stored) throws IOException {
    int length = stored.length - Long.BYTES;
    CRC32 checksum = new CRC32();
    checksum.update(stored, 0, Math.max(0, length));
    if (length <= 0 || ByteBuffer.wrap(stored).getLong(length) != checksum.getValue()) {
      throw new IOException("its checksum is wrong");
    }
    return Vocabulary.read(Arrays.copyOf(stored, length));
  }

  private static void keep(Vocabulary vocabulary, Path file) throws IOException {
    byte[] bytes = vocabulary.write();
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    byte[] sealed = Arrays.copyOf(bytes, bytes.length + Long.BYTES);
    ByteBuffer.wrap(sealed).putLong(bytes.length, checksum.getValue());
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, "vocabulary", ".partial");
    try {
      Files.write(partial, sealed);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
