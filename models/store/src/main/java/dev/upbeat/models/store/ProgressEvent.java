package dev.upbeat.models.store;

/** What happens during a pull, in order. */
public sealed interface ProgressEvent {
  /**
   * Bytes are about to flow from a source.
   *
   * @param file the file's name
   * @param source where from
   * @param present bytes already here from an earlier attempt
   * @param total bytes in all; 0 when unknown
   */
  record Started(String file, String source, long present, long total) implements ProgressEvent {}

  /**
   * So many bytes of the started file are here; comes at most every 50 ms or so.
   *
   * @param total bytes in all; 0 when unknown
   */
  record Advanced(long present, long total) implements ProgressEvent {}

  /** The started file is complete, not yet verified. */
  record Received(long bytes) implements ProgressEvent {}

  /** A step without bytes began, such as "verifying the checksum". */
  record Step(String what) implements ProgressEvent {}

  /** A source failed, and another attempt follows; the last failure is the pull's exception. */
  record SourceFailed(String source, String reason) implements ProgressEvent {}

  /** Something a person should know, such as a digest that had to be trusted. */
  record Warning(String text) implements ProgressEvent {}
}
