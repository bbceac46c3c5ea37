package dev.upbeat.speech.endpoint;

import dev.upbeat.core.audio.LevelMinimum;

/**
 * Finds speech without a model file: sound that is clearly louder than the room and has a pitch.
 *
 * <p>Good in quiet rooms; in noise it hears late, and music is speech to it. Pure Java, for
 * machines where the neural model isn't installed. A window is 20 ms; nothing to close.
 *
 * <p>The room's level is the lowest smoothed level of the last seconds (minimum statistics, R.
 * Martin, 2001), so it follows a fan that is switched on within that time, and neither digital
 * silence nor a first word without any silence before it misleads it for long.
 */
public final class EnergyVoiceActivity implements VoiceActivityModel {
  @Override
  public String name() {
    return "energy";
  }

  @Override
  public Stream start() {
    return new EnergyStream();
  }

  @Override
  public void close() {}

  private static final class EnergyStream implements Stream {
    private static final int WINDOW = SAMPLE_RATE / 50;

    /** No room is quieter than this; below it, all is silence, digital silence included. */
    private static final double QUIETEST_ROOM_DB = -66;

    /** Before anything was heard: a quiet room. */
    private static final double FIRST_GUESS_DB = -55;

    /** Level over the room's at which sound is as probably speech as not. */
    private static final double CLEARLY_LOUDER_DB = 6;

    private static final double DB_PER_UNIT = 1.5;

    /** Without pitch, sound is never more probably speech than this, just a reason to go on. */
    private static final double UNVOICED_LIMIT = 0.45;

    /** Normalized autocorrelation of voiced speech at its pitch. */
    private static final double VOICED = 0.45;

    private static final int DECIMATION = SAMPLE_RATE / Pitch.RATE;
    private static final int BAND_WINDOW = WINDOW / DECIMATION;

    /** The last two windows of the band in which voices are strong. */
    private final double[] recent = new double[2 * BAND_WINDOW];

    private final LevelMinimum room = new LevelMinimum(FIRST_GUESS_DB);
    private double previous;

    @Override
    public int windowSamples() {
      return WINDOW;
    }

    @Override
    public double probability(short[] window) {
      System.arraycopy(recent, BAND_WINDOW, recent, 0, BAND_WINDOW);
      double level = level(window);
      double roomLevel = Math.max(QUIETEST_ROOM_DB, room.next(level));
      double louder = (level - roomLevel - CLEARLY_LOUDER_DB) / DB_PER_UNIT;
      double probability = 1 / (1 + Math.exp(-louder));
      return probability > UNVOICED_LIMIT && Pitch.strength(recent) < VOICED
          ? UNVOICED_LIMIT
          : probability;
    }

    /**
     * Decibels of full scale below 2 kHz, where a voice stands out of noise, and without rumble,
     * whose slow waves would pass for a pitch.
     */
    private double level(short[] window) {
      double sum = 0;
      for (int i = 0; i < BAND_WINDOW; i++) {
        double low = 0;
        for (int j = 0; j < DECIMATION; j++) {
          low += window[DECIMATION * i + j] / (double) DECIMATION;
        }
        double band = low - 0.9 * previous;
        previous = low;
        recent[BAND_WINDOW + i] = band;
        sum += band * band;
      }
      return 10 * Math.log10(sum / BAND_WINDOW / (32768.0 * 32768.0) + 1e-12);
    }

    @Override
    public void close() {}
  }
}
