package dev.upbeat.models.store;

import dev.upbeat.models.store.download.Downloader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A second process on the same cache: pulls model {@code m} from a URL, telling each step. */
final class StoreChild {
  private StoreChild() {}

  /** Arguments: cache folder, URL, digest, size. */
  public static void main(String[] arguments) {
    Source source = new Source.Https(URI.create(arguments[1]), null, 0);
    CatalogueFile file =
        new CatalogueFile(
            "m",
            Digest.parse(arguments[2]),
            Long.parseLong(arguments[3]),
            CatalogueFile.Unpack.NONE,
            List.of(source));
    ModelStore store =
        new ModelStore(
            new Catalogue(List.of(StoreFixture.language("m", file))),
            Path.of("none"),
            Path.of(arguments[0]),
            Downloader.standard(Map.of()));
    PullResult result = store.pull("m", System.out::println);
    System.out.println(result);
  }

  static Process start(Path cache, URI url, Digest digest, long size) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(StoreChild.class.getName());
    command.addAll(
        List.of(cache.toString(), url.toString(), digest.toString(), String.valueOf(size)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
