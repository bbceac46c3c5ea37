package dev.upbeat.server.continuation;

import java.util.Locale;
import java.util.Set;

/**
 * A tag or control token that models and chat templates put around thoughts, answers and turns:
 * {@code <think>}, {@code [/THINK]}, {@code <|channel|>}, {@code <|im_end|>} and their relatives.
 *
 * @param name in lower case, without brackets and bars
 * @param length in characters
 */
record Marker(Kind kind, String name, int length) {
  /** What it does to the text around it. */
  enum Kind {
    /** Ordinary text. */
    NONE,
    /** More must be seen. */
    UNDECIDED,
    /** What follows is not for the listener. */
    HIDDEN_OPENS,
    HIDDEN_CLOSES,
    /** What follows, up to {@link #MESSAGE}, says whose message it is, and of which kind. */
    HEADER,
    MESSAGE,
    /** As HEADER, up to the end of the line. */
    LINE_HEADER,
    /** The message is over. */
    END,
    /** Somebody else's turn begins. */
    OTHER_TURN,
    /** Stands for nothing. */
    IGNORED
  }

  private static final int LONGEST = 200;
  private static final int NOT_YET = -1;
  private static final int NEVER = -2;
  private static final Set<String> THOUGHTS =
      Set.of(
          "think",
          "thinking",
          "thought",
          "thoughts",
          "reason",
          "reasoning",
          "reflection",
          "reflect",
          "analysis",
          "scratchpad",
          "monologue",
          "inner_monologue",
          "rationale",
          "cot",
          "chain_of_thought",
          "antthinking",
          "thought_process",
          "thinking_process",
          "inner",
          "planning",
          "unused94",
          "unused95");
  private static final Set<String> CALLS =
      Set.of(
          "tool_call",
          "tool_calls",
          "tool_calls_section",
          "function_call",
          "function_calls",
          "tool_response",
          "tool_result",
          "tool_output",
          "tool_outputs",
          "invoke");
  private static final Set<String> ENDS =
      Set.of(
          "im_end",
          "eot_id",
          "eom_id",
          "end",
          "endoftext",
          "end_of_text",
          "return",
          "call",
          "eot",
          "eos",
          "eod",
          "end_of_turn",
          "end_of_sentence",
          "end_of_turn_token",
          "endofturn",
          "end_of_utterance",
          "end_of_message",
          "endofprompt",
          "turn");
  private static final Set<String> WRAPPERS =
      Set.of("answer", "final_answer", "final", "response", "reply", "output", "solution");

  /** These are HTML or everyday words too: without bars they are left to others. */
  private static final Set<String> BARRED =
      Set.of("end", "return", "call", "turn", "eot", "inner", "final");

  private static final Marker NOTHING = new Marker(Kind.NONE, "", 0);
  private static final Marker LATER = new Marker(Kind.UNDECIDED, "", 0);

  static boolean mayStartWith(char c) {
    return c == '<' || c == '[' || c == '◁';
  }

  /**
   * Reads the marker that begins at an index, where {@link #mayStartWith} is true.
   *
   * @param last whether no more text will come
   */
  static Marker read(CharSequence text, int at, boolean last) {
    char open = text.charAt(at);
    char close = open == '<' ? '>' : open == '[' ? ']' : '▷';
    int from = at + 1;
    boolean slash = false;
    boolean barBefore = false;
    while (from < text.length() && "/|｜".indexOf(text.charAt(from)) >= 0) {
      slash |= text.charAt(from) == '/';
      barBefore |= text.charAt(from) != '/';
      from++;
    }
    int end = from;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    if (end - from > 40) {
      return NOTHING;
    }
    if (end == text.length()) {
      return last || open == '[' && !mayBecomeSquare(name(text, from, end)) ? NOTHING : LATER;
    }
    int closing = closing(text, end, close);
    if (end == from || closing == NEVER) {
      return NOTHING;
    }
    if (closing == NOT_YET) {
      return last ? NOTHING : LATER;
    }
    boolean barAfter = closing > 0 && "|｜".indexOf(text.charAt(closing - 1)) >= 0;
    String inside = text.subSequence(end, closing).toString();
    Marker marker =
        open == '<'
            ? tag(name(text, from, end), inside, slash, barBefore, barAfter)
            : square(name(text, from, end), inside, slash);
    if (open == '[' && marker.kind() != Kind.NONE) {
      if (closing + 1 == text.length() && !last) {
        return LATER;
      }
      // "[thinking](https://…)" is a link.
      boolean link = closing + 1 < text.length() && text.charAt(closing + 1) == '(';
      return link ? NOTHING : marker.spanning(closing + 1 - at);
    }
    return marker.kind() == Kind.NONE ? NOTHING : marker.spanning(closing + 1 - at);
  }

  private static int closing(CharSequence text, int from, char close) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == close) {
        return i;
      }
      if (c == '<' || c == '[' || c == '\n' || i - from > LONGEST) {
        return NEVER;
      }
    }
    return NOT_YET;
  }

  private Marker spanning(int characters) {
    return new Marker(kind, name, characters);
  }

  private static Marker square(String name, String inside, boolean slash) {
    if (inside.isBlank() && (name.equals("think") || name.equals("thinking"))) {
      return new Marker(slash ? Kind.HIDDEN_CLOSES : Kind.HIDDEN_OPENS, name, 0);
    }
    if (inside.isBlank() && name.equals("tool_calls")) {
      return new Marker(Kind.HIDDEN_OPENS, name, 0);
    }
    return NOTHING;
  }

  private static Marker tag(
      String name, String inside, boolean slash, boolean barBefore, boolean barAfter) {
    boolean bars = barBefore || barAfter;
    if (name.equals("details") && (slash || inside.contains("reasoning"))) {
      return new Marker(slash ? Kind.HIDDEN_CLOSES : Kind.HIDDEN_OPENS, name, 0);
    }
    if (!bars && BARRED.contains(name)) {
      return NOTHING;
    }
    if (name.equals("s") && slash || ENDS.contains(name) && !slash && !(barBefore && opens(name))) {
      return new Marker(Kind.END, name, 0);
    }
    if (bars && name.equals("channel") && barBefore != barAfter) {
      return new Marker(barBefore ? Kind.LINE_HEADER : Kind.HIDDEN_CLOSES, name, 0);
    }
    String core = core(name);
    if (THOUGHTS.contains(core) || CALLS.contains(core) || isQualifiedThought(core)) {
      boolean closes = slash || isEnd(name);
      return new Marker(closes ? Kind.HIDDEN_CLOSES : Kind.HIDDEN_OPENS, core, 0);
    }
    if (name.equals("start_of_turn") || bars && name.equals("im_start")) {
      return new Marker(Kind.LINE_HEADER, name, 0);
    }
    return bars ? control(name) : new Marker(plain(name), name, 0);
  }

  /** Gemma's turns begin with {@code <|turn>} and end with {@code <turn|>}. */
  private static boolean opens(String name) {
    return name.equals("turn");
  }

  private static Marker control(String name) {
    Kind kind =
        switch (name) {
          case "start", "channel", "start_header_id" -> Kind.HEADER;
          case "message", "end_header_id" -> Kind.MESSAGE;
          case "turn" -> Kind.LINE_HEADER;
          case "user", "human", "system" -> Kind.OTHER_TURN;
          default -> Kind.IGNORED;
        };
    return new Marker(kind, name, 0);
  }

  private static Kind plain(String name) {
    boolean ignored = WRAPPERS.contains(name) || Set.of("bos", "pad", "unk").contains(name);
    return ignored ? Kind.IGNORED : Kind.NONE;
  }

  /** Without what says whether it opens or closes. */
  private static String core(String name) {
    return name.replaceFirst("^(?:begin|start|end)_(?:of_)?", "")
        .replaceFirst("_(?:begin|start|end|prefix|suffix)$", "");
  }

  private static boolean isEnd(String name) {
    return name.startsWith("end_")
        || name.endsWith("_end")
        || name.endsWith("_suffix")
        || name.equals("unused95");
  }

  /** Such as {@code seed:think}. */
  private static boolean isQualifiedThought(String name) {
    return name.matches(".+[:_.](?:think|thinking|thoughts?|reasoning)");
  }

  private static boolean isNamePart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "_:.-▁".indexOf(c) >= 0;
  }

  private static String name(CharSequence text, int from, int end) {
    return text.subSequence(from, end)
        .toString()
        .toLowerCase(Locale.ROOT)
        .replace('▁', '_')
        .replace('-', '_');
  }

  private static boolean mayBecomeSquare(String name) {
    return "thinking".startsWith(name) || "tool_calls".startsWith(name);
  }

  /** Whether it is about thoughts, and not about calls of tools. */
  boolean isThought() {
    return THOUGHTS.contains(name) || isQualifiedThought(name);
  }
}
