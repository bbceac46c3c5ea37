package dev.upbeat.speech.marytts.text;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A written form and how to say it. */
record Rule(Pattern written, Function<MatchResult, String> spoken) {
  /** A rule that does not mind capitals. */
  static Rule of(String written, Function<MatchResult, String> spoken) {
    return new Rule(Pattern.compile(written, Pattern.CASE_INSENSITIVE), spoken);
  }

  /** A rule for which capitals matter. */
  static Rule exactly(String written, Function<MatchResult, String> spoken) {
    return new Rule(Pattern.compile(written), spoken);
  }

  String apply(String text) {
    return written.matcher(text).replaceAll(match -> Matcher.quoteReplacement(spoken.apply(match)));
  }
}
