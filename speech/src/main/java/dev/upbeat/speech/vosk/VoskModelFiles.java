package dev.upbeat.speech.vosk;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks a Vosk model folder over before Vosk sees it.
 *
 * <p>Vosk answers a bad model file with a line on standard error and a nameless failure, and a bad
 * configuration file with an assertion that aborts the whole process (0.3.45). So each file is
 * checked for what its format promises: presence, first bytes, and length where the file states it.
 * This finds missing files, empty files and broken downloads, not malice; checksums are the model
 * store's affair.
 */
final class VoskModelFiles {
  private static final String ACOUSTIC_MODEL = "am/final.mdl";
  private static final String ACOUSTIC_MODEL_BEGIN = "\0B<TransitionModel>";
  private static final String RESCORED_GRAPH = "graph/Gr.fst";

  /** Bytes at the end of the acoustic model among which the priors begin. */
  private static final int TAIL_BYTES = 1 << 20;

  private static final int HEAD_BYTES = 1 << 16;

  private final ModelFolder model;

  VoskModelFiles(ModelFolder model) {
    this.model = model;
  }

  /**
   * Checks every file that Vosk will read.
   *
   * @throws UpbeatException {@code model-file-missing} or {@code model-file-damaged}
   */
  void check() {
    checkAcousticModel();
    checkConfiguration("conf/model.conf", "--endpoint.silence-phones=");
    checkConfiguration("conf/mfcc.conf", "--num-ceps=");
    if (model.has("graph/HCLG.fst")) {
      FstFile.check(this, "graph/HCLG.fst");
      checkWordList("graph/words.txt");
    } else {
      FstFile.check(this, "graph/HCLr.fst");
      if (!FstFile.check(this, RESCORED_GRAPH).holdsWords()) {
        checkWordList("graph/words.txt");
      }
      requireFilled("graph/disambig_tid.int");
    }
    requireFilled("graph/phones/word_boundary.int");
    checkNormalization();
  }

  /** The model in question, for messages. */
  String id() {
    return model.id();
  }

  /** The path of a file that is there and not empty. */
  Path requireFilled(String name) {
    Path path = model.require(name);
    if (size(path) == 0) {
      throw damaged(name, "is empty", null);
    }
    return path;
  }

  UpbeatException damaged(String name, String how, @Nullable Exception e) {
    return new UpbeatException(
        "model-file-damaged",
        false,
        "Cannot read model '" + model.id() + "': " + model.folder().resolve(name) + " " + how + ".",
        remedy(),
        e);
  }

  String remedy() {
    return "Remove " + model.folder() + " and run './upbeat models pull " + model.id() + "'.";
  }

  private void checkAcousticModel() {
    Path path = requireFilled(ACOUSTIC_MODEL);
    ByteBuffer head = read(ACOUSTIC_MODEL, 0, HEAD_BYTES);
    if (!text(head, 0, Math.min(ACOUSTIC_MODEL_BEGIN.length(), head.limit()))
        .equals(ACOUSTIC_MODEL_BEGIN)) {
      throw damaged(ACOUSTIC_MODEL, "does not begin like a Kaldi acoustic model", null);
    }
    long from = Math.max(0, size(path) - TAIL_BYTES);
    ByteBuffer tail = read(ACOUSTIC_MODEL, from, TAIL_BYTES);
    String tailText = text(tail, 0, tail.limit());
    String marker = "<Priors> FV \4";
    int priors = tailText.lastIndexOf(marker);
    int lengthAt = priors + marker.length();
    boolean whole =
        priors >= 0
            && tail.limit() >= lengthAt + 4
            && tail.limit() == lengthAt + 4 + 4L * tail.getInt(lengthAt);
    if (!whole) {
      throw damaged(ACOUSTIC_MODEL, "ends too early at " + size(path) + " bytes", null);
    }
  }

  /** A line that is no option, or no silence phones, makes Vosk abort the process. */
  private void checkConfiguration(String name, String needed) {
    Path path = requireFilled(name);
    List<String> lines;
    try {
      lines = Files.readAllLines(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw damaged(name, "cannot be read", e);
    }
    for (String line : lines) {
      String option = line.replaceFirst("#.*", "").strip();
      if (!option.isEmpty() && !option.matches("--[a-z][a-z0-9.-]*=\\S+")) {
        throw damaged(name, "holds a line that is no option: '" + option + "'", null);
      }
    }
    if (lines.stream().noneMatch(line -> line.strip().matches(needed + "\\S+"))) {
      throw damaged(name, "lacks the option " + needed, null);
    }
  }

  /** A list cut off in the middle of a line is what Vosk finds, too, but it says so on its own. */
  private void checkWordList(String name) {
    long size = size(requireFilled(name));
    long from = Math.max(0, size - 256);
    ByteBuffer tail = read(name, from, 256);
    String lastLine = text(tail, 0, tail.limit()).strip().replaceFirst("(?s).*\n", "");
    if (!lastLine.matches("\\S+\\s+\\d+")) {
      throw damaged(name, "ends in the middle of a line at " + size + " bytes", null);
    }
  }

  /** Without its feature normalization, a model loads but understands nothing. */
  private void checkNormalization() {
    if (model.has("ivector")) {
      for (String name :
          List.of("final.dubm", "final.ie", "final.mat", "global_cmvn.stats", "online_cmvn.conf")) {
        // The last may be empty but must be there.
        if (name.endsWith(".conf")) {
          model.require("ivector/" + name);
        } else {
          requireFilled("ivector/" + name);
        }
      }
      requireFilled("ivector/splice.conf");
    } else if (acousticModelWantsSpeakerVector()) {
      model.require("ivector");
    } else {
      requireFilled("am/global_cmvn.stats");
    }
  }

  private boolean acousticModelWantsSpeakerVector() {
    Path path = model.require(ACOUSTIC_MODEL);
    // The network's description follows the transition model, within the first few megabytes.
    ByteBuffer head = read(ACOUSTIC_MODEL, 0, (int) Math.min(size(path), 8 << 20));
    return text(head, 0, head.limit()).contains("name=ivector ");
  }

  /** Little-endian bytes of a file, fewer if it ends before. */
  ByteBuffer read(String name, long from, int length) {
    Path path = model.require(name);
    try (FileChannel channel = FileChannel.open(path)) {
      int available = (int) Math.max(0, Math.min(length, channel.size() - from));
      ByteBuffer buffer = ByteBuffer.allocate(available).order(ByteOrder.LITTLE_ENDIAN);
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
        // Reads until the buffer is full or the file ends.
      }
      return buffer.flip();
    } catch (IOException e) {
      throw damaged(name, "cannot be read", e);
    }
  }

  long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw damaged(model.folder().relativize(path).toString(), "cannot be read", e);
    }
  }

  static String text(ByteBuffer buffer, int from, int to) {
    byte[] bytes = new byte[to - from];
    buffer.get(from, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
