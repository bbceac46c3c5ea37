package dev.upbeat.speech.marytts.text.forms;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Web and mail addresses: the domain is said, a path isn't. Handles and hashtags. */
final class AddressForm implements Form {
  private static final String DOMAIN =
      "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,60}[a-zA-Z0-9])?\\.){1,6}"
          + "(?:com|org|net|edu|gov|mil|int|io|dev|ai|app|info|uk|de|fr|eu|us|ca|au|in|tv|co|me|ch|at|nl|jp"
          + "|cn|br|es|it|se|no|fi|pl|ru|xyz|biz|blog|shop|cloud|tech|fm|ly|gg|nz|ie|be|dk|mx|za)";
  private static final String END = "(?=[.,;:!?)\"'\\]]*(?:\\s|$))";
  private static final Pattern MAIL =
      Pattern.compile("([a-zA-Z0-9._%+-]{1,64})@(" + DOMAIN + "|[a-zA-Z0-9-]{1,40})\\b");
  private static final Pattern LINK =
      Pattern.compile("(?:https?|ftp)://(?:www\\.)?([^\\s/?#:\"'<>]{1,200})\\S{0,2000}?" + END);
  private static final Pattern SITE =
      Pattern.compile(
          "(?:www\\.)?(" + DOMAIN + ")\\b(?![\\w@-]|\\.\\w)(?:[:/?#]\\S{0,500}?)?" + END);
  private static final Pattern HANDLE = Pattern.compile("@([A-Za-z][A-Za-z0-9_]{0,40})");
  private static final Pattern TAG = Pattern.compile("#([A-Za-z][A-Za-z0-9_]{0,60})");
  private static final Pattern PATH =
      Pattern.compile("(?:~|\\.{1,2})?(?:/[A-Za-z0-9._-]{1,60}){2,12}/?" + END);
  private static final Pattern FILE =
      Pattern.compile(
          "([A-Za-z0-9_-]{1,60})\\.(txt|pdf|jpe?g|png|gif|docx?|xlsx?|pptx?|csv|json|xml|html?|css|js|ts|py|java|zip|tar|gz|exe|mp[34]|wav|md|ya?ml|sh|cpp?|rs|go|log|sql|jar)\\b(?!\\.\\w)");

  @Override
  public @Nullable Token read(Cursor cursor) {
    char before = cursor.charAt(cursor.at() - 1);
    if (Character.isLetterOrDigit(before) || before == '@') {
      return null;
    }
    MatchResult mail = cursor.match(MAIL);
    if (mail != null) {
      return cursor.token(
          Kind.ADDRESS, mail.end(), spell(mail.group(1)) + " at " + spell(mail.group(2)));
    }
    MatchResult link = cursor.match(LINK);
    if (link == null) {
      link = cursor.match(SITE);
    }
    if (link != null) {
      return cursor.token(Kind.ADDRESS, link.end(), spell(link.group(1)));
    }
    MatchResult handle = cursor.match(HANDLE);
    if (handle != null) {
      return cursor.token(Kind.ADDRESS, handle.end(), "at " + spell(handle.group(1)));
    }
    MatchResult tag = cursor.match(TAG);
    if (tag != null) {
      return cursor.token(Kind.ADDRESS, tag.end(), "hashtag " + spell(tag.group(1)));
    }
    MatchResult path = cursor.match(PATH);
    if (path != null) {
      String spoken = spell(path.group().replace("/", " slash ").replace("~", " tilde "));
      return cursor.token(Kind.ADDRESS, path.end(), spoken);
    }
    MatchResult file = cursor.match(FILE);
    return file == null
        ? null
        : cursor.token(
            Kind.ADDRESS, file.end(), spell(file.group(1)) + " dot " + ending(file.group(2)));
  }

  private static String ending(String written) {
    String read =
        WordForm.isPronounceable(written) ? written : written.toUpperCase(java.util.Locale.ROOT);
    return spell(read);
  }

  private static String spell(String address) {
    String signs =
        address
            .replace(".", " dot ")
            .replace("-", " dash ")
            .replace("_", " underscore ")
            .replace("+", " plus ")
            .replace("%", " percent ");
    return WordForm.words(signs.replaceAll(" +", " ").strip());
  }
}
