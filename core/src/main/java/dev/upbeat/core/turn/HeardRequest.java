package dev.upbeat.core.turn;

import dev.upbeat.core.dialogue.Transcript;
import java.util.OptionalDouble;

/**
 * An utterance that has ended.
 *
 * @param cutOff whether it was given up for its length, while speech went on: no request
 * @param speechLevel how loud it was at the microphone, in dB of full scale, if it could be told
 */
record HeardRequest(
    Transcript.Final transcript,
    long speechEndNanos,
    String evidence,
    boolean cutOff,
    OptionalDouble speechLevel) {}
