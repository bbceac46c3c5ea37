package dev.upbeat.server.continuation;

import java.util.Locale;

/** Takes "As an AI language model," off the beginnings of sentences: nobody wants to hear it. */
final class DisclaimerFilter implements TextStage {
  private static final String START = "as an ai";
  private static final int LONGEST = 60;

  private final StringBuilder held = new StringBuilder();
  private boolean atSentenceStart = true;
  private boolean capitalize;

  @Override
  public String accept(String text) {
    held.append(text);
    StringBuilder out = new StringBuilder();
    while (held.length() > 0) {
      if (!atSentenceStart) {
        int end = sentenceEnd();
        say(out, end);
        atSentenceStart = held.length() > 0 || endsSentence(out);
        continue;
      }
      int from = blanks();
      String rest = held.substring(from).toLowerCase(Locale.ROOT);
      if (rest.length() <= START.length() && START.startsWith(rest)) {
        break;
      }
      if (!rest.startsWith(START) || Words.isPart(rest.charAt(START.length()))) {
        atSentenceStart = false;
        continue;
      }
      int mark = firstMark(rest);
      if (mark < 0 && rest.length() <= LONGEST) {
        break;
      }
      if (mark >= 0 && mark <= LONGEST && rest.charAt(mark) == ',') {
        // The blank after the comma takes the place of the one before the clause.
        held.delete(0, from + mark + 1);
        capitalize = true;
      }
      atSentenceStart = false;
    }
    return out.toString();
  }

  @Override
  public String finish() {
    StringBuilder out = new StringBuilder();
    say(out, held.length());
    return out.toString();
  }

  private static int firstMark(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ',' || isSentenceMark(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private int blanks() {
    int i = 0;
    while (i < held.length() && held.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private int sentenceEnd() {
    for (int i = 0; i < held.length(); i++) {
      if (isSentenceMark(held.charAt(i))) {
        return i + 1;
      }
    }
    return held.length();
  }

  private static boolean endsSentence(CharSequence text) {
    return text.length() > 0 && isSentenceMark(text.charAt(text.length() - 1));
  }

  private static boolean isSentenceMark(char c) {
    return c == '.' || c == '!' || c == '?';
  }

  private void say(StringBuilder out, int end) {
    for (int i = 0; i < end; i++) {
      char c = held.charAt(i);
      if (capitalize && Character.isLetter(c)) {
        c = Character.toUpperCase(c);
        capitalize = false;
      }
      out.append(c);
    }
    held.delete(0, end);
  }
}
