package dev.upbeat.speech;

/**
 * Word errors: substitutions, deletions and insertions on the shortest way from one text to
 * another.
 */
public record WordErrors(int errors, int words) {
  public static WordErrors between(String spoken, String recognized) {
    String[] left = words(spoken);
    String[] right = words(recognized);
    int[] row = new int[right.length + 1];
    for (int j = 0; j <= right.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length; j++) {
        int substituted = diagonal + (left[i - 1].equals(right[j - 1]) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return new WordErrors(row[right.length], left.length);
  }

  public WordErrors plus(WordErrors other) {
    return new WordErrors(errors + other.errors, words + other.words);
  }

  public double rate() {
    return words == 0 ? 0 : (double) errors / words;
  }

  private static String[] words(String text) {
    return text.isBlank() ? new String[0] : text.strip().split("\\s+");
  }
}
