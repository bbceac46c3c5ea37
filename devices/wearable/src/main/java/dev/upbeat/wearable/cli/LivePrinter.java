package dev.upbeat.wearable.cli;

import dev.upbeat.core.turn.TurnEvent;
import dev.upbeat.core.turn.TurnReport;
import dev.upbeat.wearable.report.FinishedTurn;
import dev.upbeat.wearable.report.TurnPrinter;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows a conversation while it goes on. */
final class LivePrinter implements Consumer<TurnEvent> {
  private final PrintWriter out;
  private boolean spokenTo;

  LivePrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(TurnEvent event) {
    if (event instanceof TurnEvent.RequestHeard heard) {
      out.println("you     " + heard.text());
    } else if (event instanceof TurnEvent.OpenerChosen chosen && chosen.opener().isSpoken()) {
      out.println("upbeat  " + chosen.opener().text() + " |");
    } else if (event instanceof TurnEvent.SegmentSpoken segment) {
      out.println("        " + segment.text());
    } else if (event instanceof TurnEvent.Hinted hint) {
      out.println("upbeat  " + hint.text());
    } else if (event instanceof TurnEvent.Finished finished) {
      finished(finished.report());
    }
    out.flush();
  }

  /** Whether anybody has spoken. */
  boolean spokenTo() {
    return spokenTo;
  }

  private void finished(TurnReport report) {
    boolean inputEnded = report.outcome() == TurnReport.Outcome.NO_SPEECH;
    if (inputEnded && spokenTo) {
      out.println("The input has ended.");
      return;
    }
    spokenTo |= !inputEnded;
    new TurnPrinter(out).print(new FinishedTurn("microphone", report, Optional.empty()));
  }
}
