package dev.upbeat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UserFolders.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFoldersTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void liesBelowTheHomeFolder() {
    assertThat(UserFolders.of(Map.of(), HOME)).isEqualTo(usual());
    assertThat(UserFolders.of(Map.of("HOME", "/home/ada"))).isEqualTo(usual());
  }

  @Test
  void xdgMovesEachForAllPrograms() {
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", "/c", "XDG_DATA_HOME", "/d", "XDG_CONFIG_HOME", "/é f");
    assertThat(UserFolders.of(environment, HOME))
        .isEqualTo(folders("/c/upbeat", "/d/upbeat", "/é f/upbeat"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "relative", "./cache", "~/cache", "../c"})
  void whatXdgMayNotSayIsPassedOver(String value) {
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", value, "XDG_DATA_HOME", value, "XDG_CONFIG_HOME", value);
    assertThat(UserFolders.of(environment, HOME)).isEqualTo(usual());
  }

  @Test
  void oneVariableMovesAllAndAnotherTheCacheAlone() {
    assertThat(UserFolders.of(Map.of("UPBEAT_USER_HOME", "/big", "XDG_CACHE_HOME", "/c"), HOME))
        .isEqualTo(folders("/big/cache", "/big/data", "/big/config"));
    assertThat(UserFolders.of(Map.of("UPBEAT_USER_HOME", "/big", "UPBEAT_CACHE", "/fast"), HOME))
        .isEqualTo(folders("/fast", "/big/data", "/big/config"));
    assertThat(UserFolders.of(Map.of("UPBEAT_CACHE", "/fast"), HOME))
        .isEqualTo(new UserFolders(Path.of("/fast"), usual().data(), usual().config()));
  }

  @Test
  void ownVariablesMayBeRelativeOrBeginWithATilde() {
    Path here = Path.of("").toAbsolutePath();
    assertThat(UserFolders.of(Map.of("UPBEAT_CACHE", "sub/../x"), HOME).cache())
        .isEqualTo(here.resolve("x"));
    assertThat(UserFolders.of(Map.of("UPBEAT_CACHE", "~/x"), HOME).cache())
        .isEqualTo(HOME.resolve("x"));
    assertThat(UserFolders.of(Map.of("UPBEAT_CACHE", "~"), HOME).cache()).isEqualTo(HOME);
    assertThat(UserFolders.of(Map.of("UPBEAT_CACHE", "~bob/x"), HOME).cache())
        .isEqualTo(here.resolve("~bob/x"));
    assertThat(UserFolders.of(Map.of("UPBEAT_CACHE", ""), HOME)).isEqualTo(usual());
  }

  @Test
  void aRelativeHomeIsNoHome() {
    assertThat(UserFolders.of(Map.of("HOME", "here")).cache()).isAbsolute();
    assertThat(UserFolders.of(Map.of("HOME", "here")).cache().toString()).doesNotContain("here");
  }

  @Test
  void aValueThatIsNoPathIsNamed() {
    assertThatThrownBy(() -> UserFolders.of(Map.of("UPBEAT_CACHE", "a\0b"), HOME))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("UPBEAT_CACHE");
  }

  @Test
  void aCacheJavaCannotLoadPluginsFromIsRefused() {
    assertThatThrownBy(() -> UserFolders.of(Map.of("UPBEAT_CACHE", "/wow!/cache"), HOME))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("/wow!/cache");
    assertThat(UserFolders.of(Map.of("UPBEAT_CACHE", "/wow! 1/cache"), HOME).cache())
        .isEqualTo(Path.of("/wow! 1/cache"));
  }

  @Test
  void theRemedyNamesTheVariableThatMovesTheFolder() {
    IOException denied = new FileSystemException("/x", null, "Permission denied");
    assertThat(Kind.CACHE.remedy(denied)).contains("may write to", "UPBEAT_CACHE");
    assertThat(Kind.DATA.remedy(denied)).contains("XDG_DATA_HOME", "UPBEAT_USER_HOME");
    assertThat(Kind.CONFIG.remedy(denied)).contains("XDG_CONFIG_HOME", "UPBEAT_USER_HOME");
    assertThat(Kind.CACHE.remedy(new IOException("No space left on device"))).contains("Make room");
  }

  private static UserFolders usual() {
    return folders(
        "/home/ada/.cache/upbeat", "/home/ada/.local/share/upbeat", "/home/ada/.config/upbeat");
  }

  private static UserFolders folders(String cache, String data, String config) {
    return new UserFolders(Path.of(cache), Path.of(data), Path.of(config));
  }
}
