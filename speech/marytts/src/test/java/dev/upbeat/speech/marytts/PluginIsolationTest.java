package dev.upbeat.speech.marytts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.spi.Synthesis;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginIsolationTest {
  @Test
  void speaksFromAClassLoaderOfItsOwn() throws Exception {
    try (PluginClassLoader loader = new PluginClassLoader()) {
      Class<?> type = loader.loadClass("dev.upbeat.speech.marytts.MaryTtsSynthesizer");
      assertThat(type.getClassLoader()).isSameAs(loader);
      ClassLoader context = Thread.currentThread().getContextClassLoader();

      try (SpeechSynthesizer synthesizer =
          (SpeechSynthesizer) type.getDeclaredConstructor().newInstance()) {
        synthesizer.prepare();
        Synthesis synthesis = synthesizer.synthesize(SpokenText.opening("The capital of Peru is"));
        int samples = 0;
        for (Optional<AudioChunk> chunk = synthesis.next();
            chunk.isPresent();
            chunk = synthesis.next()) {
          samples += chunk.get().length();
        }

        assertThat(samples / (double) synthesizer.sampleRate()).isBetween(0.8, 1.6);
      }
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(context);
    }
  }

  @Test
  void announcesItsExtension() throws Exception {
    StringBuilder announced = new StringBuilder();
    for (URL index :
        Collections.list(getClass().getClassLoader().getResources("META-INF/extensions.idx"))) {
      try (InputStream stream = index.openStream()) {
        announced.append(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(announced).contains(MaryTtsSynthesizer.class.getName());
  }
}
