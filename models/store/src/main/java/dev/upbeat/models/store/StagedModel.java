package dev.upbeat.models.store;

import dev.upbeat.models.store.download.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model being put together beside its final place. It becomes visible by one rename after all its
 * bytes are on the disk; until then a crash leaves nothing but this folder, which the next pull
 * clears away.
 */
final class StagedModel {
  private final Path staging;
  private final Path replaced;
  private final Path target;

  StagedModel(Path work, Path target) {
    this.staging = work.resolve("staging");
    this.replaced = work.resolve("replaced");
    this.target = target;
  }

  /** The folder to put files into; exists. */
  Path folder() throws IOException {
    return Files.createDirectories(staging);
  }

  /** Removes what this or a killed pull left. */
  void clear() throws IOException {
    Folders.delete(staging);
    Folders.delete(replaced);
  }

  /** Writes the receipt, syncs everything and moves the model into place. */
  Receipt commit(List<Receipt.Download> downloads) throws IOException, InterruptedException {
    List<FileRecord> records = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(staging)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      sync(file);
      records.add(
          new FileRecord(
              staging.relativize(file).toString().replace('\\', '/'),
              Files.size(file),
              Digest.of(file, Digest.Algorithm.SHA256)));
    }
    Receipt receipt = new Receipt(List.copyOf(downloads), records);
    receipt.write(staging);
    sync(staging.resolve(Receipt.NAME));
    if (Files.exists(target)) {
      Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    Folders.delete(replaced);
    return receipt;
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
