package dev.upbeat.models.cli;

import dev.upbeat.models.Assessment;
import dev.upbeat.models.OnnxOpenerModel;
import dev.upbeat.models.OnnxOpenerSession;
import dev.upbeat.models.decode.Draft;
import dev.upbeat.models.gate.GateFeatures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code gate-features}: what the gate sees, as TSV, for fitting it.
 *
 * <p>Reads {@code request [TAB opener [TAB anything]]} a line; without an opener (or with an empty
 * one) the model writes it, otherwise the given one is scored. Writes a header, then {@code
 * request, opener, anything} and the features by their names. A request without a word is left out.
 */
@Command(
    name = "gate-features",
    mixinStandardHelpOptions = true,
    description = "Write the gate's features for requests on standard input, as TSV.")
public final class GateFeaturesCommand implements Callable<Integer> {
  private final InstalledOpeners openers;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ModelOptions options = new ModelOptions();

  @Option(
      names = "--prefixes",
      description = "Add a line, marked 'prefix', for each beginning of an opener.")
  private boolean prefixes;

  public GateFeaturesCommand(InstalledOpeners openers) {
    this.openers = openers;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("request\topener\tlabel\t" + String.join("\t", GateFeatures.NAMES));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (OnnxOpenerModel model = options.open(openers)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] columns = line.split("\t", 3);
        String opener = columns.length > 1 ? columns[1].strip() : "";
        String label = columns.length > 2 ? columns[2] : "";
        try (OnnxOpenerSession session = model.start(List.of())) {
          session.hear(columns[0]);
          if (session.hasRequest()) {
            Assessment assessment = opener.isEmpty() ? session.assess() : session.assess(opener);
            out.println(row(columns[0], label, assessment.draft(), assessment.features()));
            if (prefixes) {
              session
                  .beginnings(assessment.draft())
                  .forEach(
                      (draft, features) -> out.println(row(columns[0], "prefix", draft, features)));
            }
          }
        }
      }
    }
    out.flush();
    return 0;
  }

  private static String row(String request, String label, Draft draft, double[] features) {
    StringBuilder row = new StringBuilder(request);
    row.append('\t').append(draft.text());
    row.append('\t').append(label.replace('\t', ' '));
    for (double feature : features) {
      row.append('\t').append(String.format(Locale.ROOT, "%.6g", feature));
    }
    return row.toString();
  }
}
