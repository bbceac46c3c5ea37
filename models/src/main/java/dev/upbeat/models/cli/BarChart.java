package dev.upbeat.models.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Horizontal bars with their values, written as PNG or SVG by the file's ending.
 *
 * @param title above the bars
 * @param unit behind each value
 */
record BarChart(String title, String unit, List<Bar> bars) {
  private static final int WIDTH = 860;
  private static final int LEFT = 250;
  private static final int RIGHT = 110;
  private static final int TOP = 56;
  private static final int ROW = 30;

  /** One bar; bars of the same group have the same colour. */
  record Bar(String label, double value, int group) {}

  private interface Canvas {
    void bar(int x, int y, int width, int height, String colour);

    void text(int x, int y, String text, int size, boolean end);
  }

  void write(Path file) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      Files.writeString(file, svg());
    } else {
      ImageIO.write(image(), "png", file.toFile());
    }
  }

  private int height() {
    return TOP + ROW * bars.size() + 24;
  }

  private void draw(Canvas canvas) {
    canvas.text(20, 32, title, 17, false);
    double greatest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    List<String> colours = List.of("#2a6f97", "#e07a5f", "#6a994e");
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = TOP + ROW * i;
      int length = (int) Math.max(1, (WIDTH - LEFT - RIGHT) * bar.value / Math.max(greatest, 1e-9));
      canvas.text(LEFT - 10, y + 16, bar.label, 13, true);
      canvas.bar(LEFT, y + 2, length, ROW - 10, colours.get(bar.group % colours.size()));
      String value = String.format(Locale.ROOT, "%.2f %s", bar.value, unit);
      canvas.text(LEFT + length + 8, y + 16, value, 13, false);
    }
  }

  private String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\">%n"
            .formatted(WIDTH, height()));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    draw(
        new Canvas() {
          @Override
          public void bar(int x, int y, int width, int height, String colour) {
            svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n"
                    .formatted(x, y, width, height, colour));
          }

          @Override
          public void text(int x, int y, String text, int size, boolean end) {
            String safe = text.replace("&", "&amp;").replace("<", "&lt;");
            svg.append(
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"%s\">%s</text>%n"
                    .formatted(x, y, size, end ? "end" : "start", safe));
          }
        });
    return svg.append("</svg>\n").toString();
  }

  private BufferedImage image() {
    System.setProperty("java.awt.headless", "true");
    BufferedImage image = new BufferedImage(WIDTH, height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, height());
    draw(
        new Canvas() {
          @Override
          public void bar(int x, int y, int width, int height, String colour) {
            graphics.setColor(Color.decode(colour));
            graphics.fillRect(x, y, width, height);
          }

          @Override
          public void text(int x, int y, String text, int size, boolean end) {
            graphics.setColor(Color.BLACK);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
            int left = end ? x - graphics.getFontMetrics().stringWidth(text) : x;
            graphics.drawString(text, left, y);
          }
        });
    graphics.dispose();
    return image;
  }
}
