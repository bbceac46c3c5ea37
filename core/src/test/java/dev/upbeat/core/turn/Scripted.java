package dev.upbeat.core.turn;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.core.dialogue.Opener;
import dev.upbeat.core.dialogue.Transcript;
import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.spi.Continuation;
import dev.upbeat.core.spi.Continuator;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.spi.EndpointDetector;
import dev.upbeat.core.spi.EndpointSession;
import dev.upbeat.core.spi.OpenerModel;
import dev.upbeat.core.spi.OpenerSession;
import dev.upbeat.core.spi.RecognitionSession;
import dev.upbeat.core.spi.RecordingOutput;
import dev.upbeat.core.spi.SpeechRecognizer;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.spi.Synthesis;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.core.time.VirtualTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Parts of a turn that follow a script on virtual time: 20 ms frames, 60 ms of speech a letter. */
final class Scripted {
  static final int FRAME = 320;

  private Scripted() {}

  /** Virtual time in which something happens at a moment, while somebody sleeps. */
  static final class Clock implements Ticker {
    private final VirtualTicker time = new VirtualTicker();
    private final TreeMap<Long, Runnable> due = new TreeMap<>();

    void at(long nanos, Runnable action) {
      due.put(nanos, action);
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public void sleepUntil(long nanos) throws InterruptedException {
      while (!due.isEmpty() && due.firstKey() <= nanos) {
        time.sleepUntil(due.firstKey());
        due.pollFirstEntry().getValue().run();
      }
      time.sleepUntil(nanos);
    }
  }

  /** Delivers so many silent frames at real-time pace; what is heard is for the script to say. */
  static final class Device implements DeviceSession {
    final Output output;
    final List<Cue> cues = new CopyOnWriteArrayList<>();
    private final Ticker ticker;
    private final int frames;
    private int read;

    Device(Ticker ticker, int frames) {
      this.ticker = ticker;
      this.frames = frames;
      this.output = new Output(ticker);
    }

    @Override
    public AudioInput input() {
      return () -> {
        if (read == frames) {
          return Optional.empty();
        }
        read++;
        ticker.sleepUntil(ticker.nanoTime() + 20_000_000);
        return Optional.of(AudioChunk.of(16_000, new short[FRAME]));
      };
    }

    @Override
    public RecordingOutput output() {
      return output;
    }

    @Override
    public void cue(Cue cue) {
      cues.add(cue);
    }

    @Override
    public void close() {}
  }

  /** A loudspeaker's queue, by arithmetic. */
  static final class Output implements RecordingOutput {
    final List<long[]> played = new ArrayList<>();
    private final Ticker ticker;
    long startedAt = -1;
    int flushes;
    int lostAfterChunks = -1;
    private long end;

    Output(Ticker ticker) {
      this.ticker = ticker;
    }

    @Override
    public synchronized long play(AudioChunk chunk) {
      if (played.size() == lostAfterChunks) {
        lostAfterChunks = -1;
        throw new UpbeatException("device-lost", true, "It was unplugged.", "Plug it in.");
      }
      long start = Math.max(end, ticker.nanoTime());
      end = start + chunk.duration().toNanos();
      played.add(new long[] {start, end});
      return start;
    }

    @Override
    public synchronized long queueEnd() {
      return end;
    }

    @Override
    public synchronized void flush() {
      flushes++;
      end = Math.min(end, ticker.nanoTime());
    }

    @Override
    public void startAt(long nanos) {
      startedAt = nanos;
    }
  }

  /** Emits events at given frames (counted from 1). */
  static EndpointDetector detector(Map<Integer, EndpointSession.Event> script) {
    return new EndpointDetector() {
      @Override
      public int sampleRate() {
        return 16_000;
      }

      @Override
      public EndpointSession start() {
        return new EndpointSession() {
          private int frame;

          @Override
          public List<Event> accept(AudioChunk chunk) {
            frame++;
            return script.containsKey(frame) ? List.of(script.get(frame)) : List.of();
          }

          @Override
          public void close() {}
        };
      }

      @Override
      public void close() {}
    };
  }

  /** Says its partials after so many accepted frames, and its final text. */
  static final class Recognizer implements SpeechRecognizer {
    final List<Integer> samplesHeard = new ArrayList<>();
    private final TreeMap<Integer, String> partials;
    private final String text;

    Recognizer(Map<Integer, String> partials, String text) {
      this.partials = new TreeMap<>(partials);
      this.text = text;
    }

    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public RecognitionSession start() {
      return new RecognitionSession() {
        private int frames;
        private int samples;

        @Override
        public Optional<Transcript.Partial> accept(AudioChunk chunk) {
          frames++;
          samples += chunk.length();
          return Optional.ofNullable(partials.get(frames)).map(Transcript.Partial::new);
        }

        @Override
        public Transcript.Final finish() {
          samplesHeard.add(samples);
          return new Transcript.Final(text, List.of());
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  /** Opens with what a function of the request says; blank means silence. */
  static final class Openers implements OpenerModel {
    final List<String> heard = new CopyOnWriteArrayList<>();
    private final UnaryOperator<String> opener;

    Openers(UnaryOperator<String> opener) {
      this.opener = opener;
    }

    @Override
    public String id() {
      return "scripted";
    }

    @Override
    public OpenerSession start(List<Exchange> dialogue) {
      return new OpenerSession() {
        private String request = "";

        @Override
        public void hear(String words) {
          request = words;
          heard.add(words);
        }

        @Override
        public Opener open() {
          String text = opener.apply(request);
          return text.isBlank() ? Opener.silent("", 0, List.of()) : Opener.given(text);
        }

        @Override
        public void abort() {}

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  /** Speaks at once, 60 ms a character. */
  static final class Voice implements SpeechSynthesizer {
    final List<SpokenText> spoken = new CopyOnWriteArrayList<>();

    @Override
    public String id() {
      return "scripted";
    }

    @Override
    public void prepare() {}

    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public Synthesis synthesize(SpokenText text) {
      spoken.add(text);
      Deque<AudioChunk> chunks = new ArrayDeque<>();
      if (!text.text().isBlank()) {
        chunks.add(AudioChunk.silence(16_000, Duration.ofMillis(60L * text.text().length())));
      }
      return new Synthesis() {
        @Override
        public Optional<AudioChunk> next() {
          if (text.text().contains("unspeakable")) {
            throw new UpbeatException("synthesis-failed", false, "No sound.", "Say less.");
          }
          return Optional.ofNullable(chunks.poll());
        }

        @Override
        public void abort() {
          chunks.clear();
        }
      };
    }

    @Override
    public void close() {}

    List<String> texts() {
      return spoken.stream().map(SpokenText::text).toList();
    }
  }

  /** An event and how long after the request it comes. */
  record Timed(long afterMs, ContinuationEvent event) {}

  /** Sends its events in time; what never comes is waited for on virtual time. */
  static final class Server implements Continuator {
    final List<ContinuationRequest> requests = new CopyOnWriteArrayList<>();
    private final Ticker ticker;
    private final Deque<List<Timed>> answers = new ArrayDeque<>();
    volatile boolean aborted;

    Server(Ticker ticker) {
      this.ticker = ticker;
    }

    Server answers(Timed... events) {
      answers.add(List.of(events));
      return this;
    }

    @Override
    public Continuation continueFrom(ContinuationRequest request) {
      requests.add(request);
      long sent = ticker.nanoTime();
      Deque<Timed> events = new ArrayDeque<>(answers.remove());
      return new Continuation() {
        @Override
        public Optional<ContinuationEvent> next(Duration timeout) throws InterruptedException {
          long limit = ticker.nanoTime() + timeout.toNanos();
          long due =
              events.isEmpty() ? Long.MAX_VALUE : sent + events.element().afterMs() * 1_000_000;
          ticker.sleepUntil(Math.min(limit, due));
          return due <= limit ? Optional.of(events.remove().event()) : Optional.empty();
        }

        @Override
        public void abort() {
          aborted = true;
        }
      };
    }

    @Override
    public void close() {}
  }
}
