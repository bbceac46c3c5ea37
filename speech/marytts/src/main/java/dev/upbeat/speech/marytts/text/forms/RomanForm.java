package dev.upbeat.speech.marytts.text.forms;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Roman numerals behind what is numbered with them: ordinals behind rulers, else cardinals. */
final class RomanForm implements Form {
  private static final Pattern NUMERAL =
      Pattern.compile(
          "(C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?=\\b)(?!['’.]?[A-Za-z0-9&/+]|[-–](?![IVXLC]+\\b)[A-Za-z0-9])('s)?|([IVXL]+)'s\\b");
  private static final Pattern CENTURY =
      Pattern.compile("([IVX]{1,5})(?:th)?(?=(?:th)? [Cc]entur)");
  private static final Set<String> RULERS =
      Tables.set(
          "louis henry elizabeth george charles edward richard william james philip felipe napoleon"
              + " pius john paul benedict leo gregory catherine alexander nicholas peter frederick"
              + " friedrich wilhelm ivan otto ramses ramesses ptolemy cleopatra darius xerxes"
              + " thutmose amenhotep alfonso ferdinand carlos emmanuel margaret margrethe christian"
              + " gustav gustaf adolf carl karl haakon harald albert leopold francis franz joseph"
              + " rama mehmed selim suleiman murad clement innocent urban boniface sixtus julius"
              + " stephen mary robert malcolm kenneth david edgar harold olav oscar umberto"
              + " maximilian rudolf sigismund theodosius constantine constantius justinian basil"
              + " michael manuel antiochus seleucus mithridates tiglath pedro joao manuel sancho"
              + " afonso juan isabella maria eric erik waldemar valdemar canute casimir ladislaus"
              + " abdullah hussein mohammed hassan akihito sobhuza menelik haile theodore callixtus"
              + " celestine adrian hadrian martin eugene honorius marcellus linus victoria");
  private static final Set<String> RANKS =
      Set.of(
          "king", "queen", "pope", "emperor", "tsar", "czar", "prince", "sultan", "pharaoh",
          "kaiser", "duke", "earl", "saint");
  private static final Set<String> LABELS =
      Tables.set(
          "war chapter part act scene volume book bowl episode type class phase stage article title"
              + " section level mark appendix table figure schedule division group region factor"
              + " grade tier unit module lesson canto psalm sonata symphony opus saturn vatican"
              + " wrestlemania rocky rambo fantasy auto civilization civ superman batman godfather"
              + " terminator alien jaws halloween creed kombat fighter quest warcraft starcraft"
              + " diablo doom quake elizabethan olympiad amendment corps legion army vol no number"
              + " category model generation kingdom crusade apollo ii round verse exhibit annex"
              + " iphone mac os python theorem proposition lemma quadrant"
              + " souls battlefront gladiator");
  private static final Pattern PRONOUN_BEHIND =
      Pattern.compile(
          " (?:am|think|have|know|believe|want|need|like|love|guess|hope|mean|will|would|can|could|was"
              + " just|do|did|don't|should|wrote|read|liked|loved|saw|see|feel|had)\\b|'");
  private static final Map<Character, Integer> VALUES =
      Map.of('I', 1, 'V', 5, 'X', 10, 'L', 50, 'C', 100);

  @Override
  public @Nullable Token read(Cursor cursor) {
    char before = cursor.charAt(cursor.at() - 1);
    if ("IVXLC".indexOf(cursor.current()) < 0
        || (before != ' ' && before != '-' && before != '–')) {
      return null;
    }
    MatchResult century = cursor.match(CENTURY);
    if (century != null && isValid(century.group(1)) && century.group(1).length() > 1) {
      return cursor.token(Kind.ROMAN, century.end(), NumberWords.ordinal(value(century.group(1))));
    }
    MatchResult match = cursor.match(NUMERAL);
    String numeral =
        match == null ? null : match.group(1) == null ? match.group(3) : match.group(1);
    if (match == null || numeral == null || numeral.isEmpty() || !isValid(numeral)) {
      return null;
    }
    String spoken = spoken(cursor, numeral, match.end());
    boolean owner = match.group(2) != null || match.group(3) != null;
    return spoken == null
        ? null
        : cursor.token(Kind.ROMAN, match.end(), owner ? spoken + "'s" : spoken);
  }

  private static @Nullable String spoken(Cursor cursor, String numeral, int end) {
    String name = cursor.wordBefore().replace(".", "");
    String lower = cursor.lowerWordBefore().replace(".", "");
    Token second = cursor.secondPrevious();
    String earlier = second == null ? "" : second.written().toLowerCase(java.util.Locale.ROOT);
    if (second != null
        && second.kind() == Kind.ROMAN
        && Set.of("-", "–", "and", "to", "or", "&").contains(lower)) {
      boolean ordinal = second.spoken().matches(".*(?:th|first|second|third)$");
      return ordinal
          ? "the " + NumberWords.ordinal(value(numeral))
          : NumberWords.cardinal(value(numeral));
    }
    if (name.isEmpty() || cursor.charAt(cursor.at() - 1) == '.') {
      return null;
    }
    boolean capitalized = Character.isUpperCase(name.charAt(0));
    boolean lone = numeral.length() == 1;
    if (capitalized && (RULERS.contains(lower) || RANKS.contains(earlier))) {
      boolean other =
          (numeral.equals("I") && cursor.match(PRONOUN_BEHIND, end) != null)
              || (lone && "LC".contains(numeral))
              || (numeral.equals("X") && lower.equals("malcolm"));
      return other ? null : "the " + NumberWords.ordinal(value(numeral));
    }
    if ((LABELS.contains(lower) || LABELS.contains(lower.replaceFirst("s$", "")))
        && (capitalized || !numeral.equals("I"))) {
      boolean other =
          (numeral.equals("I") && cursor.match(PRONOUN_BEHIND, end) != null)
              || (numeral.equals("C") || (numeral.equals("L") && !lower.equals("bowl")))
              || (numeral.equals("X")
                  && (lower.equals("model")
                      || lower.equals("generation")
                      || lower.equals("factor")));
      return other ? null : NumberWords.cardinal(value(numeral));
    }
    boolean plain = numeral.matches("II|III|IV|VI|VII|VIII|IX|XI|XII|XIII|XIV|XV");
    return plain
            && capitalized
            && name.length() > 1
            && !name.equals(name.toUpperCase(java.util.Locale.ROOT))
        ? NumberWords.cardinal(value(numeral))
        : null;
  }

  private static boolean isValid(String numeral) {
    return numeral.matches("C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})");
  }

  private static int value(String numeral) {
    int sum = 0;
    for (int i = 0; i < numeral.length(); i++) {
      int value = VALUES.getOrDefault(numeral.charAt(i), 0);
      boolean subtracted =
          i + 1 < numeral.length() && value < VALUES.getOrDefault(numeral.charAt(i + 1), 0);
      sum += subtracted ? -value : value;
    }
    return sum;
  }
}
