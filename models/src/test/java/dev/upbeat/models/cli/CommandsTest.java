package dev.upbeat.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.models.TestModels;
import dev.upbeat.models.gate.GateFeatures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  @Test
  void openerShowsTokensGateAndTimes() {
    assertThat(
            run(
                new OpenerCommand(new TestModels()),
                "",
                "what",
                "is",
                "the",
                "capital",
                "of",
                "peru"))
        .isZero();
    assertThat(out.toString())
        .containsPattern("opener    .*[Pp]eru.*")
        .contains("p=0.")
        .containsPattern("complete  [01]\\.\\d\\d")
        .containsPattern("gate      (speak|neutral|silent) ")
        .contains("ms");
  }

  @Test
  void openerReadsRequestsFromStandardInput() {
    int code =
        run(new OpenerCommand(new TestModels()), "why do cats purr\n\nset a timer\n", "--stdin");
    assertThat(code).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .matches("why do cats purr\t[^\t]+\t(speak|neutral|silent)\t-\\d+\\.\\d+\t\\d+\\.\\d+");
    assertThat(lines.get(1)).startsWith("\t\tsilent\t");
  }

  @Test
  void openerReadsEarlierTurns() {
    String turn = "who painted the scream\tThe Scream was painted by Edvard Munch.\t";
    int code =
        run(new OpenerCommand(new TestModels()), turn + "when was that\n", "--stdin", "--dialogue");
    assertThat(code).isZero();
    assertThat(out.toString()).startsWith("when was that\t");
    assertThat(run(new OpenerCommand(new TestModels()), "a\tb\n", "--stdin", "--dialogue"))
        .isNotZero();
    assertThat(run(new OpenerCommand(new TestModels()), "", "--dialogue", "x")).isEqualTo(2);
  }

  @Test
  void openerWithoutARequestSaysWhatItWants() {
    assertThat(run(new OpenerCommand(new TestModels()), "")).isEqualTo(2);
  }

  @Test
  void gateFeaturesWritesWhatTheGateSees() {
    run(
        new GateFeaturesCommand(new TestModels()),
        "why do cats purr\tWell, cats purr because\t1\nset a timer\n");
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).split("\t")).hasSize(3 + GateFeatures.NAMES.size());
    assertThat(lines.get(1)).startsWith("why do cats purr\tWell, cats purr because\t1\t");
    assertThat(lines.get(2).split("\t")).hasSize(3 + GateFeatures.NAMES.size());
  }

  @Test
  void theBenchmarkWritesItsTableJsonAndCharts() throws IOException {
    for (String ending : List.of("svg", "png")) {
      Path json = folder.resolve("bench.json");
      Path chart = folder.resolve("chart." + ending);
      int code =
          run(
              new OpenerBenchmark(new TestModels()),
              "",
              "--repetitions",
              "2",
              "--no-random",
              "--json",
              json.toString(),
              "--chart",
              chart.toString());
      assertThat(code).isZero();
      JsonNode array = new ObjectMapper().readTree(json.toFile());
      assertThat(array).hasSize(2);
      assertThat(array.get(0).fieldNames())
          .toIterable()
          .containsExactly(
              "model",
              "form",
              "promptTokens",
              "firstTokenMsCold",
              "firstTokenMsIncremental",
              "firstTokenMsChatml",
              "decodeMsPerToken",
              "twelveTokensMs",
              "rssMb");
      assertThat(array.get(1).path("twelveTokensMs").asDouble()).isPositive();
      assertThat(Files.size(chart)).isPositive();
    }
  }

  private int run(Object command, String input, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return new CommandLine(command)
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(new StringWriter()))
          .execute(arguments);
    } finally {
      System.setIn(before);
    }
  }
}
