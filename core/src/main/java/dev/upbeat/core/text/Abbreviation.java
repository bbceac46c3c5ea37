package dev.upbeat.core.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an abbreviation's full stop relates to the end of a sentence. */
enum Abbreviation {
  /** Ends none: "e.g.", "vs.". */
  NEVER("e.g i.e eg ie vs v cf viz approx ca esp incl excl resp"),
  /** Stands before a name, so ends one only before a word such as "The": "Gen.". */
  BEFORE_NAME(
      "mr mrs ms mx dr prof gen lt sgt capt cpt col cmdr maj cpl pvt adm brig rev hon gov sen rep"
          + " pres amb supt insp det messrs mme mlle mt ft st ste lt.col lt.gen maj.gen"),
  /** Belongs to a name, which may go on, so likewise: "Elm Ave.", "Inc.". */
  AFTER_NAME(
      "jr sr esq inc ltd co corp bros dept univ assn ave av blvd rd ln hwy pkwy sq pl al eds govt"
          + " intl natl ext jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu"
          + " thur thurs fri sat sun"),
  /** Stands before a number, and is a word or nothing elsewhere: "No. 5". */
  BEFORE_NUMBER("no nos p pp fig figs vol vols ch chap sect art eq eqs par para ver app c"),
  /** Ends one before any capital: "2 tbsp. Stir". */
  MEASURE(
      "etc tbsp tbs tsp oz lb lbs pt pts qt qts gal yd yds mi hr hrs mins secs sec min max avg wk"
          + " wks mos yr yrs doz km cm mm kg mg ml mph kph est misc temp"),
  /** Letters with stops, "U.S.", "p.m.", or a lone initial. */
  INITIALS("");

  /** Words of their own unless capitalized. */
  private static final Set<String> WORDS_IN_LOWER_CASE =
      Set.of(
          "sat", "sun", "wed", "mar", "det", "rep", "hon", "col", "gen", "rev", "dec", "mon", "pl",
          "sen", "amb");

  private static final Map<String, Abbreviation> KINDS = kinds();

  private final String members;

  Abbreviation(String members) {
    this.members = members;
  }

  /**
   * @param word as written, without its last full stop
   * @return null if it is an ordinary word
   */
  static @Nullable Abbreviation of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (word.equals(lower) && WORDS_IN_LOWER_CASE.contains(word)) {
      return null;
    }
    Abbreviation known = KINDS.get(lower);
    if (known != null && !(word.length() == 1 && !word.equals(lower))) {
      return known;
    }
    boolean initial =
        word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
    return initial || isDotted(word) ? INITIALS : null;
  }

  private static boolean isDotted(String word) {
    if (word.indexOf('.') < 0) {
      return false;
    }
    for (String part : word.split("\\.", -1)) {
      if (part.isEmpty() || part.length() > 2 || !part.chars().allMatch(Character::isLetter)) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Abbreviation> kinds() {
    Map<String, Abbreviation> kinds = new HashMap<>();
    for (Abbreviation kind : values()) {
      for (String word : kind.members.split(" ")) {
        kinds.putIfAbsent(word, kind);
      }
    }
    kinds.remove("");
    return Map.copyOf(kinds);
  }
}
