package dev.upbeat.speech.marytts.pronunciation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PronunciationsTest {
  private final List<String> complaints = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "LEE-muh|' l i - m @",
        "lee-muh|' l i - m @",
        "kee-NWAH|k i - ' n w A",
        "wuus-ter-SHEER|w U s - t r= - ' S I r",
        "my|' m AI",
        "NYOH-kee|' n j @U - k i",
        "KYOO-bit|' k j u - b I t",
        "TESS-luh|' t E s - l @",
        "HIGH|' h AI",
        "BLAHNGK|' b l A N k",
        "quik|' k w I k",
      })
  void readsRespellings(String respelling, String phones) {
    assertThat(Respelling.phones(respelling)).isEqualTo(phones);
  }

  @ParameterizedTest
  @CsvSource({"LEE-", "l", "LEE--muh", "na7ve", "čau"})
  void refusesWhatIsNoRespelling(String respelling) {
    assertThatIllegalArgumentException().isThrownBy(() -> Respelling.phones(respelling));
  }

  @Test
  void bringsHundredsOfItsOwn() {
    Pronunciations bundled = Pronunciations.bundled();
    assertThat(bundled.size()).isGreaterThan(700);
    assertThat(bundled.phones("Lima")).isEqualTo("' l i - m @");
    assertThat(bundled.phones("jalapeño")).isEqualTo(bundled.phones("JALAPENO"));
    assertThat(bundled.phones("table")).isNull();
  }

  @Test
  void theUsersWordsWin() throws IOException {
    Pronunciations all =
        read("\uFEFF# mine\n\nLima LY-muh\nZoë = ZOH-ee\nfoo | /' f u/\nD’Arcy\tDAR-see\n");
    assertThat(all.phones("lima")).isEqualTo("' l AI - m @");
    assertThat(all.phones("Zoe")).isEqualTo("' z @U - i");
    assertThat(all.phones("foo")).isEqualTo("' f u");
    assertThat(all.phones("d'arcy")).isEqualTo("' d A r - s i");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aWrongLineIsNamedAndLeftOut() throws IOException {
    Pronunciations all =
        read("Lima\nC3PO SEE\nfoo /' f q/\nbar /b A r\nbaz b-z\nok2 OH\nqux KUKS\n");
    assertThat(all.phones("qux")).isEqualTo("' k V k s");
    assertThat(all.phones("Lima")).isEqualTo("' l i - m @");
    assertThat(complaints).hasSize(6);
    assertThat(complaints.get(2)).contains("line 3", "'q'", "Write a word and its respelling");
  }

  @Test
  void aFileThatCannotBeReadEndsNothing(@TempDir Path folder) throws IOException {
    Pronunciations bundled = Pronunciations.bundled();
    Path binary = folder.resolve("pronunciations.txt");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThat(UserPronunciations.read(bundled, binary).size()).isEqualTo(bundled.size());
    assertThat(UserPronunciations.read(bundled, folder).size()).isEqualTo(bundled.size());
  }

  @Test
  void findsTheFileWhereTheUserKeepsSettings() {
    Map<String, String> all =
        Map.of("UPBEAT_CONFIG", "/u", "XDG_CONFIG_HOME", "/x", "HOME", "/home/me");
    assertThat(UserPronunciations.file(Map.of("upbeat.pronunciations", "/p.txt")::get, all::get))
        .isEqualTo(Path.of("/p.txt"));
    assertThat(UserPronunciations.file(name -> null, all::get))
        .isEqualTo(Path.of("/u/pronunciations.txt"));
    assertThat(UserPronunciations.file(name -> null, Map.of("XDG_CONFIG_HOME", "/x")::get))
        .isEqualTo(Path.of("/x/upbeat/pronunciations.txt"));
    assertThat(UserPronunciations.file(name -> null, Map.of("HOME", "/home/me")::get))
        .isEqualTo(Path.of("/home/me/.config/upbeat/pronunciations.txt"));
    assertThat(UserPronunciations.file(Map.of("user.home", "/root")::get, name -> null))
        .isEqualTo(Path.of("/root/.config/upbeat/pronunciations.txt"));
  }

  private Pronunciations read(String lines) throws IOException {
    return Pronunciations.bundled().with(new StringReader(lines), complaints::add);
  }
}
