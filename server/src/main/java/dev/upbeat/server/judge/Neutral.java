package dev.upbeat.server.judge;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that fit the beginning of nearly any answer and so say nothing about its topic. */
final class Neutral {
  static final Set<String> STEMS =
      Stream.of(
              ("answer question good great nice best easy easiest short simple simply main mainly"
                   + " general generally usual often sometimes moment minute today current"
                   + " currently help happy glad sorry afraid look looking check checking find"
                   + " finding found take taking get getting got make making give go going come see"
                   + " think guess hear listen mean start starting depends depend try trying use"
                   + " using add adding set setting show showing believe reason part kind sort"
                   + " course matter case fact people person time try work done ready bear start"
                   + " begin beginning comes boils long short big thought idea interesting fun"
                   + " wonderful perfect alright absolutely certainly definitely probably likely"
                   + " actually basically honestly quickly gladly problem worries list name called"
                   + " known consider helps called two three several different another new around"
                   + " back away ahead together next last latest alright clear sound sounds"
                   + " pleasure hmm said say says saying understood understand mistake seem seems"
                   + " worth enough option options though fine whether apologize apologies soon far"
                   + " fair correct right bet pick lot favorite update updated ask asked asking"
                   + " talk talking feel change place according yeah wow oh ah aw honest glad"
                   + " whenever perhaps possible simple sense loud thinking wondering hard easy"
                   + " turning putting run running tell telling told")
                  .split(" "))
          .map(ContentWords::stem)
          .collect(Collectors.toUnmodifiableSet());

  private Neutral() {}
}
