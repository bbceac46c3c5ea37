package dev.upbeat.server.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpeakableMarkdownTest {
  /** What was said, what follows, what is left of it. */
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("You need", " **two** `eggs` and _milk_.", " two eggs and milk."),
        Arguments.of("You need", "\n\n1. Eggs\n2. Milk\n3) Flour", " Eggs, Milk, Flour"),
        Arguments.of("You need", " 1. Eggs\n2. Milk", " Eggs, Milk"),
        Arguments.of("The answer is", " 1. It follows.", " 1. It follows."),
        Arguments.of("You need", "\n- eggs\n* milk", " eggs, milk"),
        Arguments.of("It is", " sunny 😀☀️!", " sunny!"),
        Arguments.of("See", " [the manual](https://example.org/a_b) [1].", " the manual."),
        Arguments.of("The word is", " \"gracias\".", " gracias."),
        Arguments.of("It is", " fine<br/>.", " fine."),
        Arguments.of("It is", " 3 < 4.", " 3 < 4."),
        Arguments.of("It is", " late—very late.", " late, very late."),
        Arguments.of("It is", " a C# program.", " a C# program."),
        Arguments.of(
            "That is", " 5 * 3 and 2 ** 3 and 5*3 and a*b.", " 5 * 3 and 2 ** 3 and 5*3 and a*b."),
        Arguments.of(
            "That is",
            " a_b and snake_case_name and 5 < 6 and #1 and x^2 and ~5 and a | b.",
            " a_b and snake_case_name and 5 < 6 and #1 and x^2 and ~5 and a | b."),
        Arguments.of(
            "Dial", " *67 before the number, or *#06#.", " *67 before the number, or *#06#."),
        Arguments.of(
            "It is",
            " **5** apples and *10* pears, **5 apples** each",
            " 5 apples and 10 pears, 5 apples each"),
        Arguments.of(
            "It",
            " was ***very* good**, un**frigging**believable",
            " was very good, unfriggingbelievable"),
        Arguments.of("", " # Title\n\nText here\n## Sub ##\nmore", " Title. Text here. Sub. more"),
        Arguments.of(
            "Here",
            "| Name | Age |\n|------|:---:|\n| Ann | 5 |\n| Bob | 6 |\n\nDone.",
            " Name, Age; Ann, 5; Bob, 6. Done."),
        Arguments.of(
            "Here:", "\nName | Age\n---|---\nAnn | 5\n\nDone.", " Name, Age; Ann, 5. Done."),
        Arguments.of("Use", " this:\n```python\nprint('x')\n```\nIt prints.", " this: It prints."),
        Arguments.of("Use", " this: ```python\nprint('x')\n``` It prints.", " this: It prints."),
        Arguments.of("Use", " ```x = 1``` now", " x = 1 now"),
        Arguments.of("Use", "\n~~~\ncode\n~~~\nend", " end"),
        Arguments.of("Use", " a\n```\nnever closed\n**x**", " a"),
        Arguments.of("Use", " `a*b` and `**kwargs` and ``a`b``", " a*b and **kwargs and ab"),
        Arguments.of(
            "Cats",
            " &amp; dogs &#39;n&#x27; mice &lt;b&gt; AT&T R&D &bogus; 5&nbsp;km",
            " & dogs 'n' mice <b> AT&T R&D &bogus; 5 km"),
        Arguments.of(
            "It", " is H<sub>2</sub>O, x<sup>2</sup>, 4<sup>th</sup>.", " is H2O, x^2, 4th."),
        Arguments.of(
            "One",
            " thing<br/>and <b>more</b> <!-- hidden\n text --> end<script>alert(1)</script>!",
            " thing and more end!"),
        Arguments.of(
            "If", " a<b and c>d then List<String> is", " a<b and c>d then List<String> is"),
        Arguments.of(
            "See",
            " https://www.example.org/path_x?a=b. Or <https://x.org/y>, or www.foo.com/a, or"
                + " a@b.org.",
            " example.org. Or x.org, or foo.com, or a@b.org."),
        Arguments.of(
            "See",
            " ![a cat](http://x/y.png) and [x y][ref] and [1](http://a.b) and [citation](see page"
                + " 5).",
            " a cat and x y and and citation(see page 5)."),
        Arguments.of(
            "Escaped",
            " \\*stars\\* and 1\\. and C:\\Users and \\(x^2\\)",
            " *stars* and 1. and C:\\Users and x^2"),
        Arguments.of("Rule", "\n\n---\n\nText\n===\nmore\n***\nend", " Text. more. end"),
        Arguments.of("Tasks", "\n- [ ] buy\n- [x] done", " buy, done"),
        Arguments.of("The temperature is", " -5 degrees", " -5 degrees"),
        Arguments.of("The temperature is", " - five", " five"),
        Arguments.of("Quote", "\n> Be kind\n> now", " Be kind now"),
        Arguments.of(
            "It costs",
            " ~~$50~~ $40, a 27\" monitor, \"Fahrenheit 451\"",
            " $50 $40, a 27\" monitor, Fahrenheit 451"),
        Arguments.of("It is", " .5 percent and ... well", " .5 percent and... well"),
        Arguments.of(
            "A*",
            " A* is a search, C*-algebra, vary* though",
            " A* is a search, C*-algebra, vary though"),
        Arguments.of(
            "In bold", " **5*3 = 15** and **area = w*h** ok", " 5*3 = 15 and area = w*h ok"),
        Arguments.of("x", " == 5 and a==b and ==marked== it", " == 5 and a==b and marked it"),
        Arguments.of(
            "Refs",
            " it is so[^1] 【4†source】 yes.\n\n[^1]: A note here\n[ref]: http://x.org \"T\"",
            " it is so yes."),
        Arguments.of("Note", " a→b, F♯, ✓ done, 5′ 6″", " a→b, F♯, done, 5′ 6″"),
        Arguments.of("x", "\n1985. What a year\n\n42.\n", " 1985. What a year. 42."),
        Arguments.of(
            "x",
            " file_name.txt and __init__ and _private thing_",
            " file_name.txt and init and private thing"),
        Arguments.of(
            "x",
            " (*it*) and **\"quoted\"** and **Note:** text, **a**,",
            " (it) and quoted and Note: text, a,"),
        Arguments.of("The number must be", " > 5 and >= 3", " > 5 and >= 3"),
        Arguments.of("x", "\n| not a table\nyes", " | not a table yes"),
        Arguments.of("P", " is P(A|B) and |x|", " is P(A|B) and |x|"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void leavesWhatCanBeSpoken(String prefix, String text, String expected) {
    assertThat(read(prefix, text, 1_000)).isEqualTo(expected);
    assertThat(read(prefix, text, 1)).isEqualTo(expected);
  }

  @Property
  void theSameHoweverItIsCut(
      @ForAll("fragments") String text,
      @ForAll boolean begun,
      @ForAll @IntRange(min = 1, max = 9) int size) {
    String prefix = begun ? "It is" : "";
    assertThat(read(prefix, text, size)).isEqualTo(read(prefix, text, 10_000));
  }

  @Property
  void noTextIsTooMuch(@ForAll String text, @ForAll @IntRange(min = 1, max = 9) int size) {
    assertThat(read("", text, size)).doesNotContain("\n", "  ");
  }

  @Test
  void wordsDoNotWaitForTheEndOfBoldText() {
    SpeakableMarkdown markdown = new SpeakableMarkdown("It is");
    assertThat(markdown.accept(" **very")).isEqualTo(" very");
    assertThat(markdown.accept(" good** indeed [and")).isEqualTo(" good indeed and");
  }

  @Test
  void tellsThatCodeWasLeftOut() {
    SpeakableMarkdown markdown = new SpeakableMarkdown("Here it is:");
    assertThat(markdown.accept("\n```js\nlet x = 1;\n")).isEmpty();
    assertThat(markdown.finish()).isBlank();
    assertThat(markdown.leftCodeOut()).isTrue();
  }

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(
            "a",
            "b ",
            " ",
            "5",
            "*",
            "**",
            "_",
            "`",
            "```",
            "~~~",
            "~",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "!",
            "&",
            ";",
            "#",
            "|",
            "\n",
            "\\",
            "-",
            ".",
            ":",
            "/",
            "=",
            "\"",
            "—",
            "😀",
            "\n- ",
            "\n\n1. ",
            "\n|--|\n",
            "<b>",
            "</b>",
            "&amp;",
            "http://a.b/",
            "www.c.d",
            "[x](y)",
            "<!--",
            "-->",
            "<pre>",
            "</pre>",
            "\n# ",
            "\n> ",
            "[1]",
            "[^n]",
            "<sup>",
            "\n[r]: u")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  private static String read(String prefix, String text, int size) {
    SpeakableMarkdown markdown = new SpeakableMarkdown(prefix);
    StringBuilder left = new StringBuilder();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + size);
      // No decoder of UTF-8 cuts a character in two.
      to += to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
      left.append(markdown.accept(text.substring(from, to)));
      from = to;
    }
    return left.append(markdown.finish()).toString();
  }
}
