package dev.upbeat.models.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Commitment;
import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.core.dialogue.OpenerToken;
import dev.upbeat.models.Assessment;
import dev.upbeat.models.OnnxOpenerModel;
import dev.upbeat.models.OnnxOpenerSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code opener "request words"}: what the opener model writes, token by token. */
@Command(
    name = "opener",
    mixinStandardHelpOptions = true,
    description = "Write the opener for a request and show how sure the model is of it.")
public final class OpenerCommand implements Callable<Integer> {
  private final InstalledOpeners openers;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ModelOptions options = new ModelOptions();

  @Option(
      names = "--stdin",
      description =
          "Read a request a line; write TSV: request, opener (as the model wrote it, or the part of"
              + " it that is spoken), gate (speak|neutral|silent), mean log-probability, ms.")
  private boolean fromStandardInput;

  @Option(
      names = "--dialogue",
      description =
          "With --stdin: lines are TSV with the turns before the request: request, answer, request,"
              + " answer, …, request. Only the last request is written back.")
  private boolean dialogue;

  @Parameters(paramLabel = "WORDS", description = "The request.")
  private List<String> words = List.of();

  public OpenerCommand(InstalledOpeners openers) {
    this.openers = openers;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (dialogue && !fromStandardInput) {
      spec.commandLine().getErr().println("--dialogue goes with --stdin.");
      return 2;
    }
    if (!fromStandardInput && words.isEmpty()) {
      spec.commandLine().getErr().println("Give a request, such as: opener \"why do cats purr\".");
      return 2;
    }
    try (OnnxOpenerModel model = options.open(openers)) {
      if (fromStandardInput) {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          out.println(row(model, line));
        }
      } else {
        describe(model, String.join(" ", words), out);
      }
      out.flush();
    }
    return 0;
  }

  private String row(OnnxOpenerModel model, String line) {
    List<String> columns = dialogue ? List.of(line.split("\t", -1)) : List.of(line);
    if (columns.size() % 2 == 0) {
      throw new UpbeatException(
          "dialogue-line-invalid",
          false,
          "The line '" + line + "' has " + columns.size() + " columns.",
          "Give request, answer, request: an odd number of columns, separated by tabs.");
    }
    String request = columns.get(columns.size() - 1).replace('\t', ' ');
    List<Exchange> earlier = new ArrayList<>();
    for (int i = 0; i + 2 < columns.size(); i += 2) {
      earlier.add(new Exchange(columns.get(i), columns.get(i + 1)));
    }
    long start = System.nanoTime();
    try (OnnxOpenerSession session = model.start(earlier)) {
      session.hear(request);
      if (!session.hasRequest()) {
        return String.join("\t", request, "", "silent", "0.000", milliseconds(start));
      }
      Assessment assessment = session.assess();
      return String.join(
          "\t",
          request,
          assessment.commitment() == Commitment.SPEAK
              ? assessment.spoken()
              : assessment.draft().text(),
          gate(assessment),
          String.format(Locale.ROOT, "%.3f", assessment.meanLogProbability()),
          milliseconds(start));
    }
  }

  private static void describe(OnnxOpenerModel model, String request, PrintWriter out) {
    try (OnnxOpenerSession session = model.start(List.of())) {
      // The first run meets cold code; a listener never does, because models are warmed up.
      session.hear(request);
      if (!session.hasRequest()) {
        out.println("gate      silent: there is no word in the request");
        return;
      }
      session.assess();
    }
    try (OnnxOpenerSession session = model.start(List.of())) {
      long start = System.nanoTime();
      session.hear(request);
      String heard = milliseconds(start);
      long end = System.nanoTime();
      Assessment assessment = session.assess();
      String opened = milliseconds(end);
      out.printf("opener    %s%n", assessment.draft().text());
      if (!assessment.spoken().equals(assessment.draft().text())) {
        out.printf("spoken    %s%n", assessment.spoken());
      }
      for (OpenerToken token : assessment.draft().tokens()) {
        out.printf(
            Locale.ROOT,
            "          %-16s p=%.3f  entropy=%.2f  margin=%.2f%n",
            "'" + token.text() + "'",
            Math.exp(token.logProbability()),
            token.entropy(),
            token.margin());
      }
      out.printf(
          Locale.ROOT,
          "gate      %s (confidence %.2f, ends by %s, refusal %s)%n",
          gate(assessment),
          assessment.confidence(),
          assessment.draft().ending().name().toLowerCase(Locale.ROOT),
          assessment.draft().refusal().name().toLowerCase(Locale.ROOT));
      out.printf(
          Locale.ROOT, "complete  %.2f (that the request ends here)%n", session.completeness());
      out.printf("times     request read in %s ms, opener written in %s ms%n", heard, opened);
    }
  }

  private static String gate(Assessment assessment) {
    return assessment.commitment().name().toLowerCase(Locale.ROOT);
  }

  private static String milliseconds(long since) {
    return String.format(Locale.ROOT, "%.2f", (System.nanoTime() - since) / 1e6);
  }
}
