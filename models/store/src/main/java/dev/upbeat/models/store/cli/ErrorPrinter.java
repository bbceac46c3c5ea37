package dev.upbeat.models.store.cli;

import dev.upbeat.core.UpbeatException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One line for an error a person can act on; anything else is a bug and goes on as it is. */
final class ErrorPrinter implements IExecutionExceptionHandler {
  static final int INTERRUPTED = 130;

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed)
      throws Exception {
    if (!(failure instanceof UpbeatException error)) {
      throw failure;
    }
    line.getErr().println(error.toLine());
    return switch (error.code()) {
      case "model-unknown" -> ExitCode.USAGE;
      case "model-pull-interrupted" -> INTERRUPTED;
      default -> ExitCode.SOFTWARE;
    };
  }
}
