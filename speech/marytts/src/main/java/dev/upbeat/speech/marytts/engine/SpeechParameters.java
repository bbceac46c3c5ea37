package dev.upbeat.speech.marytts.engine;

import java.util.List;
import marytts.htsengine.HTSPStream;

/**
 * What the vocoder turns into sound, a row for every 5 ms.
 *
 * @param phones what it was predicted from
 * @param phoneFrames how many frames each phone lasts
 * @param spectrum mel-cepstrum, frames × order
 * @param logPitch natural logarithm of the pitch in Hz, voiced frames × 1
 * @param voicing strength of voicing in each band, 0…1, frames × bands
 * @param voiced which frames have a pitch
 */
record SpeechParameters(
    List<PhoneTarget> phones,
    int[] phoneFrames,
    HTSPStream spectrum,
    HTSPStream logPitch,
    HTSPStream voicing,
    boolean[] voiced) {}
