package dev.upbeat.server.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people talk to assistants about: an opener of the same topic fits without a shared word. */
final class Topics {
  private static final List<Set<String>> TOPICS =
      Stream.of(
              "weather rain rainy raining umbrella forecast sunny hot cold temperature snow wind"
                  + " humid humidity warm outside degrees jacket",
              "music song songs play playlist radio tune band album artist sing volume audio loud"
                  + " louder quiet mute podcast audiobook track",
              "email emails mail inbox message text send call phone contact contacts number",
              "calendar schedule meeting appointment remind reminder alarm event date week timer",
              "money bank account balance pay bill income salary earn cost price transfer card"
                  + " credit spend spent owe rate cheap",
              "trip travel traveling flight vacation destination hotel ticket route drive traffic"
                  + " train bus directions map visit",
              "food eat cook cooking recipe meal dinner lunch restaurant kitchen hungry takeout"
                  + " takeaway order dish ingredient bake pancakes drink coffee menu",
              "light lights lamp bright dim heat heating heater thermostat temperature vacuum plug"
                  + " socket brightness",
              "name bot robot human real ai assistant computer made code creator creators"
                  + " programmed machine",
              "doctor pain sick flu symptom symptoms medicine pill dose health recover stroke"
                  + " ambulance")
          .map(
              words ->
                  Arrays.stream(words.split(" "))
                      .map(ContentWords::stem)
                      .collect(Collectors.toUnmodifiableSet()))
          .toList();

  private Topics() {}

  /** Whether both speak of one of these. */
  static boolean shared(Set<String> one, Set<String> other) {
    return TOPICS.stream()
        .anyMatch(
            topic ->
                one.stream().anyMatch(topic::contains) && other.stream().anyMatch(topic::contains));
  }
}
