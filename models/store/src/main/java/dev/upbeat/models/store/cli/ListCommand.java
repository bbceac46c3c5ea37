package dev.upbeat.models.store.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.upbeat.core.ModelFolder;
import dev.upbeat.models.store.CatalogueEntry;
import dev.upbeat.models.store.ModelStatus;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.models.store.Sizes;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code models list}. */
@Command(
    name = "list",
    description = "Lists the models; * marks the one that is used of its kind.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Supplier<ModelStore> stores;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  ListCommand(Supplier<ModelStore> stores) {
    this.stores = stores;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    ModelStore store = stores.get();
    List<ModelStatus> all = store.list();
    PrintWriter out = Specs.out(spec);
    if (json) {
      printJson(store, all, out);
    } else {
      printTable(store, all, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void printTable(ModelStore store, List<ModelStatus> all, PrintWriter out) {
    int width = all.stream().mapToInt(s -> s.entry().id().length()).max().orElse(2);
    String row = "%s %-" + width + "s  %-14s  %-9s  %9s  %s%n";
    out.printf(Locale.ROOT, row, " ", "MODEL", "KIND", "STATE", "SIZE", "DESCRIPTION");
    for (ModelStatus status : all) {
      CatalogueEntry entry = status.entry();
      out.printf(
          Locale.ROOT,
          row,
          used(store, entry) ? "*" : " ",
          entry.id(),
          entry.kind().id(),
          status.state().name().toLowerCase(Locale.ROOT),
          entry.size() == 0 ? "" : (entry.sizeKnown() ? "" : "~") + Sizes.text(entry.size()),
          entry.description());
      status.problems().forEach(problem -> out.println("    " + problem));
    }
    out.println("Cache: " + store.cacheFolder());
  }

  private static void printJson(ModelStore store, List<ModelStatus> all, PrintWriter out)
      throws JsonProcessingException {
    JsonMapper mapper = JsonMapper.builder().build();
    ArrayNode array = mapper.createArrayNode();
    for (ModelStatus status : all) {
      CatalogueEntry entry = status.entry();
      ObjectNode node =
          array
              .addObject()
              .put("id", entry.id())
              .put("kind", entry.kind().id())
              .put("state", status.state().name().toLowerCase(Locale.ROOT))
              .put("used", used(store, entry))
              .put("size", entry.size())
              .put("sizeKnown", entry.sizeKnown())
              .put("checksumKnown", !entry.trustedOnFirstUse())
              .put("licence", entry.licence())
              .put("description", entry.description())
              .put("folder", status.folder().toString());
      ArrayNode problems = node.putArray("problems");
      status.problems().forEach(problems::add);
    }
    out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array));
  }

  private static boolean used(ModelStore store, CatalogueEntry entry) {
    return store.best(entry.kind()).map(ModelFolder::id).filter(entry.id()::equals).isPresent();
  }
}
