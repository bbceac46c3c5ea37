package dev.upbeat.speech.marytts.engine;

import marytts.features.FeatureVector;

/**
 * A phone or pause with all that the voice predicts from.
 *
 * @param name in SAMPA; {@code _} is a pause
 * @param spoken whether it belongs to the words to speak; context and pauses don't
 */
record PhoneTarget(String name, boolean spoken, FeatureVector features) {}
