/** Where an utterance begins and ends: voice activity, and how long a silence means the end. */
@NullMarked
package dev.upbeat.speech.endpoint;

import org.jspecify.annotations.NullMarked;
