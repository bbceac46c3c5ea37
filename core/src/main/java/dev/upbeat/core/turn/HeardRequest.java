package dev.upbeat.core.turn;

import dev.upbeat.core.dialogue.Transcript;

/** An utterance that has ended. */
record HeardRequest(Transcript.Final transcript, long speechEndNanos, String evidence) {}
