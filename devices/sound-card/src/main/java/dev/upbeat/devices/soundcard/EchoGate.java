package dev.upbeat.devices.soundcard;

/** Tells whether what the microphone hears now may be the device's own voice. Any thread asks. */
interface EchoGate {
  boolean isClosed();
}
