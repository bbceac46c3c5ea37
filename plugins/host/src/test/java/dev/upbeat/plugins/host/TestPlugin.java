package dev.upbeat.plugins.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles real plugins and packs them into real zips. */
public final class TestPlugin {
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, byte[]> library = new LinkedHashMap<>();
  private boolean descriptor = true;

  private TestPlugin(String id, String version) {
    properties.put("plugin.id", id);
    properties.put("plugin.version", version);
    properties.put("plugin.requires", ">=0.1.0 & <0.2.0");
  }

  static TestPlugin of(String id, String version) {
    return new TestPlugin(id, version);
  }

  /** With an extension whose {@code id()} is {@code greeting}. */
  public static TestPlugin greeting(String id, String version, String greeting) {
    return of(id, version).extension("Greeter", "return \"" + greeting + "\";");
  }

  public TestPlugin property(String key, String value) {
    properties.put(key, value);
    return this;
  }

  TestPlugin withoutDescriptor() {
    descriptor = false;
    return this;
  }

  TestPlugin entry(String name, String text) {
    return entry(name, text.getBytes(StandardCharsets.UTF_8));
  }

  TestPlugin entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  /** A file in {@code lib/library.jar}. */
  TestPlugin libraryEntry(String name, String text) {
    library.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A class of {@code lib/library.jar}. */
  TestPlugin libraryClass(String source) {
    compile(source).forEach(library::put);
    return this;
  }

  TestPlugin source(String source) {
    compile(source).forEach((name, bytes) -> entry("classes/" + name, bytes));
    return this;
  }

  /**
   * An opener judge, used as the simplest extension point there is: its reason is what the body
   * returns.
   */
  TestPlugin extension(String name, String body) {
    return extension(name, "", body);
  }

  TestPlugin extension(String name, String members, String body) {
    // The library must be compilable against: put it beside the source.
    source(
        """
        package sample;
        import dev.upbeat.core.dialogue.*;
        public class %s implements dev.upbeat.core.spi.OpenerJudge {
          %s
          public OpenerJudgement judge(ContinuationRequest request) {
            return new OpenerJudgement(true, 1, text());
          }
          private String text() {
            try { %s } catch (Exception e) { return e.toString(); }
          }
        }
        """
            .formatted(name, members, body));
    return index("sample." + name);
  }

  TestPlugin index(String text) {
    return entry("classes/META-INF/extensions.idx", text + "\n");
  }

  public Path writeTo(Path folder) {
    return writeAs(
        folder.resolve(
            properties.get("plugin.id") + "-" + properties.get("plugin.version") + ".zip"));
  }

  Path writeAs(Path zip) {
    try {
      Files.createDirectories(zip.getParent());
      if (descriptor) {
        StringBuilder text = new StringBuilder();
        properties.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        entry("plugin.properties", text.toString());
      }
      if (!library.isEmpty()) {
        entry("lib/library.jar", zip(library));
      }
      Files.write(zip, zip(entries));
      return zip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(file.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
    Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(errors, null, null)) {
      JavaFileManager manager =
          new ForwardingJavaFileManager<>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
              return new Output(classes, name);
            }
          };
      boolean compiled =
          compiler
              .getTask(
                  null,
                  manager,
                  errors,
                  List.of("-proc:none", "--release", "17"),
                  null,
                  List.of(new Source(source)))
              .call();
      if (!compiled) {
        List<Diagnostic<?>> all = new ArrayList<>(errors.getDiagnostics());
        throw new IllegalArgumentException(all.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    classes.forEach(
        (name, bytes) -> files.put(name.replace('.', '/') + ".class", bytes.toByteArray()));
    return files;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + className(text) + ".java"), Kind.SOURCE);
      this.text = text;
    }

    private static String className(String text) {
      return text.replaceAll("(?s).*?public (?:final )?(?:class|interface) (\\w+).*", "$1");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final Map<String, ByteArrayOutputStream> classes;
    private final String name;

    Output(Map<String, ByteArrayOutputStream> classes, String name) {
      super(URI.create("mem:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
      this.classes = classes;
      this.name = name;
    }

    @Override
    public OutputStream openOutputStream() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(name, bytes);
      return bytes;
    }
  }
}
