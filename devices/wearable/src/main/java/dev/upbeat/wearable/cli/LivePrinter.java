package dev.upbeat.wearable.cli;

import dev.upbeat.core.turn.TurnEvent;
import dev.upbeat.wearable.report.FinishedTurn;
import dev.upbeat.wearable.report.TurnPrinter;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows a conversation while it goes on. */
final class LivePrinter implements Consumer<TurnEvent> {
  private final PrintWriter out;

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
    } else if (event instanceof TurnEvent.Finished finished) {
      new TurnPrinter(out)
          .print(new FinishedTurn("microphone", finished.report(), Optional.empty()));
    }
    out.flush();
  }
}
