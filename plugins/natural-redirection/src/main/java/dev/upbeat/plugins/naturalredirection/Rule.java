package dev.upbeat.plugins.naturalredirection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A line of a rule file.
 *
 * @param name for tests and people
 * @param texts what to say, to choose from
 */
record Rule(String name, Pattern pattern, List<String> texts) {
  /**
   * Reads a rule file: name, regular expression, texts separated by '|'.
   *
   * @param macros what {@code %name%} in an expression stands for; lines {@code %name%<TAB>words}
   *     add to it
   */
  static List<Rule> load(String file, Map<String, String> macros) {
    Map<String, String> known = new java.util.HashMap<>(macros);
    List<Rule> rules = new ArrayList<>();
    for (String line : Resources.lines(file)) {
      String[] cells = line.split("\t", -1);
      if (line.startsWith("%") && cells.length == 2) {
        known.put(cells[0], cells[1]);
      } else if (cells.length == 3) {
        rules.add(
            new Rule(
                cells[0],
                Pattern.compile(expand(cells[1], known)),
                List.of(cells[2].split("\\|"))));
      } else {
        throw new IllegalStateException(file + ": expected three columns: " + line);
      }
    }
    return List.copyOf(rules);
  }

  static String expand(String expression, Map<String, String> macros) {
    String expanded = expression;
    for (Map.Entry<String, String> macro : macros.entrySet()) {
      expanded = expanded.replace(macro.getKey(), macro.getValue());
    }
    return expanded;
  }
}
