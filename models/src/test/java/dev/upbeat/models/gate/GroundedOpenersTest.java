package dev.upbeat.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundedOpenersTest {
  private final GroundedOpeners openers = new GroundedOpeners();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "which is better for my shampoo | About your shampoo,",
        "my landlord raised the rent | About the rent,",
        "can i freeze this soup | About this soup,",
        "how do i get the stain off my sofa with vinegar | About your sofa,",
      })
  void whatWasAskedIsNamed(String request, String opener) {
    assertThat(openers.of(request)).contains(opener);
  }

  @ParameterizedTest
  @CsvSource({
    "my knee hurts",
    "the cat threw up",
    "what is the best way",
    "why do cats purr",
    "what happened in the end",
    "call me in the morning",
    "good morning",
    "the",
    "my 3"
  })
  void whereTheNameIsInDoubtNothingIsNamed(String request) {
    assertThat(openers.of(request)).isEmpty();
  }

  @Test
  void anEmptyRequestNamesNothing() {
    assertThat(openers.of("")).isEmpty();
  }
}
