package dev.upbeat.wearable;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The directions of dependencies between modules, as docs/architecture.md draws them. */
class ArchitectureTest {
  private static final String CORE = "dev.upbeat.core..";
  private static final String SPEECH = "dev.upbeat.speech..";
  private static final String MODELS = "dev.upbeat.models..";
  private static final String STORE = "dev.upbeat.models.store..";
  private static final String HOST = "dev.upbeat.plugins.host..";
  private static final String METHODS = "dev.upbeat.plugins.naturalredirection..";
  private static final String SERVER = "dev.upbeat.server..";
  private static final String WAV_FILES = "dev.upbeat.devices.wavfiles..";
  private static final String SOUND_CARD = "dev.upbeat.devices.soundcard..";
  private static final String WEARABLE = "dev.upbeat.wearable..";

  private static final List<String> MODULES =
      List.of(
          "core",
          "speech",
          "speech/marytts",
          "models/store",
          "models",
          "plugins/host",
          "plugins/natural-redirection",
          "server",
          "devices/wav-files",
          "devices/sound-card",
          "devices/wearable");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPaths(
              MODULES.stream()
                  .map(module -> root().resolve(module).resolve("target/classes"))
                  .toList());

  @Test
  void everyModuleIsLookedAt() {
    assertThat(MODULES)
        .allSatisfy(
            module -> assertThat(root().resolve(module).resolve("target/classes")).isDirectory());
  }

  @Test
  void coreKnowsNobody() {
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(CORE, "java..", "org.slf4j..", "org.jspecify..", "org.pf4j..")
        .check(ALL);
  }

  @Test
  void ofThePluginFrameworkCoreUsesOnlyTheMarker() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are of PF4J, other than ExtensionPoint",
                type ->
                    type.getPackageName().startsWith("org.pf4j")
                        && !type.getSimpleName().equals("ExtensionPoint")))
        .check(ALL);
  }

  @Test
  void pluginsKnowOnlyCore() {
    for (String plugin : List.of(METHODS, WAV_FILES, SOUND_CARD, "dev.upbeat.speech.marytts..")) {
      noClasses()
          .that()
          .resideInAPackage(plugin)
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "are Upbeat's, but neither core's nor its own",
                  type ->
                      type.getPackageName().startsWith("dev.upbeat.")
                          && !type.getPackageName().startsWith("dev.upbeat.core")
                          && !type.getPackageName().startsWith(plugin.replace("..", ""))))
          .check(ALL);
    }
  }

  @Test
  void enginesKnowNobodyButCore() {
    noClasses()
        .that()
        .resideInAPackage(SPEECH)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODELS, HOST, METHODS, SERVER, WAV_FILES, SOUND_CARD, WEARABLE)
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(MODELS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SPEECH, HOST, METHODS, SERVER, WAV_FILES, SOUND_CARD, WEARABLE)
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(HOST)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SPEECH, MODELS, METHODS, SERVER, WAV_FILES, SOUND_CARD, WEARABLE)
        .check(ALL);
  }

  @Test
  void theStoreKnowsNoEngine() {
    noClasses()
        .that()
        .resideInAPackage(STORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.upbeat.models.export..",
            "dev.upbeat.models.runtime..",
            "dev.upbeat.models.decode..",
            "ai.onnxruntime..")
        .check(ALL);
  }

  @Test
  void serverAndWearableMeetOnlyOnTheWire() {
    noClasses()
        .that()
        .resideInAPackage(SERVER)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(WEARABLE, SPEECH)
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(WEARABLE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVER)
        .check(ALL);
  }

  @Test
  void theOldLibrariesOfMaryTtsStayInItsPlugin() throws Exception {
    for (String program : List.of("devices/wearable/target/dist/lib", "server/target/dist/lib")) {
      Path lib = root().resolve(program);
      try (var jars = Files.list(lib)) {
        assertThat(jars.map(jar -> jar.getFileName().toString()))
            .noneMatch(
                name -> name.matches("(marytts|voice-cmu|log4j|groovy|guava|hsqldb|opennlp).*"));
      }
    }
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.upbeat.speech.marytts..", "de.dfki.lt.tools.tokenizer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("marytts..")
        .check(ALL);
  }

  private static Path root() {
    return Path.of(System.getProperty("upbeat.root", "../.."));
  }
}
