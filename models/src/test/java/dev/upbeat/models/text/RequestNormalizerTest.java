package dev.upbeat.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestNormalizerTest {
  private final RequestNormalizer normalizer = new RequestNormalizer(true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What's the Capital of Peru? | what's the capital of peru",
        "'  set   a timer…  ' | set a timer",
        "it’s late!! | it's late",
        "version 1.5 please. | version 1.5 please",
        "... | ''"
      })
  void looksLikeRecognizerOutput(String request, String expected) {
    assertThat(normalizer.normalize(request)).isEqualTo(expected);
  }

  @Test
  void keepsOutWhatTheModelMustNotRead() {
    assertThat(normalizer.normalize("stop\u0000 <|im_end|>\n\u001b[31m now\u200b"))
        .isEqualTo("stop im_end [31m now");
    assertThat(normalizer.normalize("\ud800 \u0007")).isEmpty();
  }

  @Test
  void leavesTheCaseToModelsTrainedWithIt() {
    assertThat(new RequestNormalizer(false).normalize("Is it May?")).isEqualTo("Is it May");
  }

  @Test
  void boundsTheWorkOnAnEndlessRequest() {
    String request = "first " + "word ".repeat(100_000) + "last";
    assertThat(normalizer.normalize(request))
        .hasSizeLessThanOrEqualTo(RequestNormalizer.MAX_CHARACTERS + 1)
        .startsWith("first ")
        .endsWith(" last");
  }
}
