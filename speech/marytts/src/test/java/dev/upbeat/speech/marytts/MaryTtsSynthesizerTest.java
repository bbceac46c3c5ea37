package dev.upbeat.speech.marytts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.spi.Synthesis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MaryTtsSynthesizerTest {
  private static final MaryTtsSynthesizer synthesizer = new MaryTtsSynthesizer();
  private static int rate;

  @BeforeAll
  static void prepare() {
    synthesizer.prepare();
    synthesizer.prepare();
    rate = synthesizer.sampleRate();
  }

  @AfterAll
  static void close() {
    synthesizer.close();
  }

  @Test
  void speaksMonoAt48KilohertzFromTheFirstWordToTheLast() {
    AudioChunk sound = speak(SpokenText.whole("The capital of Peru is Lima."));

    assertThat(sound.sampleRate()).isEqualTo(48_000);
    assertThat(sound.duration()).isBetween(Duration.ofMillis(1_300), Duration.ofMillis(2_000));
    assertThat(sound.rootMeanSquare()).isBetween(0.03, 0.3);
    assertThat(loudest(sound)).isLessThan(32_767);
    assertThat(silenceAtStart(sound)).isLessThan(Duration.ofMillis(60));
    assertThat(silenceAtEnd(sound)).isLessThan(Duration.ofMillis(60));
  }

  @Test
  void startsAndEndsWithoutAClick() {
    for (SpokenText text :
        List.of(
            SpokenText.opening("All of these are"),
            new SpokenText("a man we know", false, false))) {
      AudioChunk sound = speak(text);
      assertThat(Math.abs(sound.sample(0))).isLessThan((short) 100);
      assertThat(Math.abs(sound.sample(sound.length() - 1))).isLessThan((short) 1_000);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The capital of Peru is | Lima, on the coast.",
        "The tallest mountain on Earth is | Mount Everest in the Himalayas.",
        "I am so sorry to hear | that you lost your dog.",
        "Dolphins are not fish, they are | mammals that breathe air."
      })
  void joinsTwoPiecesLikeOneSentence(String opening, String rest) {
    AudioChunk ended = speak(SpokenText.whole(opening));
    AudioChunk open = speak(SpokenText.opening(opening));
    AudioChunk continued = speak(new SpokenText(rest, false, true));
    AudioChunk whole = speak(SpokenText.whole(opening + " " + rest));

    // No lengthening before the seam, nor anywhere else.
    assertThat(ended.duration().minus(open.duration())).isGreaterThan(Duration.ofMillis(80));
    assertThat((open.length() + continued.length()) / (double) rate)
        .isEqualTo(whole.length() / (double) rate, within(0.06));
    // No fall before it and no new start after it; alone they are some six semitones apart.
    assertThat(12 * Math.log(initialPitch(continued) / finalPitch(open)) / Math.log(2))
        .isBetween(-2.5, 2.5);
    assertThat(silenceAtEnd(open)).isLessThan(Duration.ofMillis(60));
  }

  @Test
  void startsAContinuationLowerThanASentence() {
    double whole = initialPitch(speak(SpokenText.whole("Lima, on the coast of Peru.")));
    double continued =
        initialPitch(speak(new SpokenText("Lima, on the coast of Peru.", false, true)));

    assertThat(continued).isLessThan(whole * 0.97);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "...", "😀", "```x```", "\u0000"})
  void isSilentWhereThereIsNothingToSay(String text) throws Exception {
    for (boolean starts : new boolean[] {true, false}) {
      assertThat(synthesizer.synthesize(new SpokenText(text, starts, !starts)).next()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "I",
        "x",
        "zzz",
        "'tis",
        "o'",
        "rock'n'roll's",
        "Ångström æøå",
        "well-known co-op",
        "1",
        "$",
        "%",
        "&",
        "100 %",
        "3:00",
        "😀 ok",
        "WWW XML",
        "Ph.D.",
        "?, a",
        ", and",
        "so:",
        "why?!",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Aa1Bb2",
        "-",
        "a - b",
        "tl;dr",
        "<b>",
        "[x](y)",
        "C++ and C#",
        "¿Qué?",
        "e=mc²",
        "x_y_z",
        "mañana, señor",
        "https://example.com",
        "hm, mm-hmm",
        "Shh!",
        "brrr",
        "pst",
        "nth",
        "the the the"
      })
  void speaksOrDropsWhatIsOdd(String text) {
    for (SpokenText spoken :
        List.of(
            SpokenText.whole(text),
            SpokenText.opening(text),
            new SpokenText(text, false, true),
            new SpokenText(text, false, false))) {
      AudioChunk sound = speak(spoken);
      assertThat(sound.duration()).isLessThan(Duration.ofSeconds(12));
      assertThat(sound.isEmpty() || sound.rootMeanSquare() > 0.002).isTrue();
    }
  }

  @Test
  void saysTheSameAlikeEveryTimeAndSideBySide() throws Exception {
    SpokenText text = SpokenText.whole("Water boils at one hundred degrees, at sea level.");
    AudioChunk alone = speak(text);
    List<CompletableFuture<AudioChunk>> many =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> speak(text)))
            .toList();

    for (CompletableFuture<AudioChunk> one : many) {
      assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(alone);
    }
  }

  @Test
  void speaksALongTextPieceByPieceAndStopsWhenTold() throws Exception {
    String essay = "This goes on and on without ever coming to an end and ".repeat(2_000);
    Synthesis synthesis = synthesizer.synthesize(SpokenText.whole(essay));
    assertThat(synthesis.next()).isPresent();
    assertThat(synthesis.next()).isPresent();

    synthesis.abort();
    synthesis.abort();

    assertThat(synthesis.next()).isEmpty();
    assertThat(speak(SpokenText.whole("Still here.")).isEmpty()).isFalse();
  }

  @Test
  void wakesAReaderWhenAborted() throws Exception {
    Synthesis synthesis = synthesizer.synthesize(SpokenText.whole("One. Two. Three. Four. Five."));
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(() -> drain(synthesis).size());
    synthesis.abort();
    assertThat(reader.get(10, TimeUnit.SECONDS)).isLessThan(30);
  }

  @Test
  void pausesBetweenSentences() {
    double together = seconds("It rains. It pours.");
    double apart = seconds("It rains.") + seconds("It pours.");

    assertThat(together - apart).isEqualTo(0.32, within(0.01));
  }

  @Test
  void closesTwiceAndSaysSoAfterwards() {
    MaryTtsSynthesizer other = new MaryTtsSynthesizer();
    assertThatIllegalStateException()
        .isThrownBy(() -> other.synthesize(SpokenText.whole("Hi.")))
        .withMessageContaining("prepare()");
    other.close();
    assertThatCode(other::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(other::prepare).withMessageContaining("closed");
  }

  private static double seconds(String text) {
    return speak(SpokenText.whole(text)).length() / (double) rate;
  }

  private static AudioChunk speak(SpokenText text) {
    return drain(synthesizer.synthesize(text)).stream()
        .reduce(AudioChunk::then)
        .orElse(AudioChunk.of(rate, new short[0]));
  }

  private static List<AudioChunk> drain(Synthesis synthesis) {
    List<AudioChunk> chunks = new ArrayList<>();
    try {
      for (Optional<AudioChunk> chunk = synthesis.next();
          chunk.isPresent();
          chunk = synthesis.next()) {
        chunks.add(chunk.get());
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return chunks;
  }

  private static double finalPitch(AudioChunk sound) {
    return PitchTracker.median(
        sound.toArray(), rate, sound.length() - rate * 3 / 10, sound.length());
  }

  private static double initialPitch(AudioChunk sound) {
    return PitchTracker.median(sound.toArray(), rate, 0, rate / 4);
  }

  private static int loudest(AudioChunk sound) {
    return IntStream.range(0, sound.length()).map(i -> Math.abs(sound.sample(i))).max().orElse(0);
  }

  private static Duration silenceAtStart(AudioChunk sound) {
    int at = 0;
    while (at < sound.length() && Math.abs(sound.sample(at)) < 200) {
      at++;
    }
    return sound.slice(0, at).duration();
  }

  private static Duration silenceAtEnd(AudioChunk sound) {
    int at = sound.length();
    while (at > 0 && Math.abs(sound.sample(at - 1)) < 200) {
      at--;
    }
    return sound.slice(at, sound.length()).duration();
  }
}
