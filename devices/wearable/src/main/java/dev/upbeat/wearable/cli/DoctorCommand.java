package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.wearable.config.DeviceConfig;
import dev.upbeat.wearable.doctor.Checkup;
import dev.upbeat.wearable.doctor.Finding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code upbeat doctor}: what this machine lacks, and the remedy. */
@Command(
    name = "doctor",
    description = "Tells what this machine lacks, and the remedy.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private final AssistantOptions assistantOptions = new AssistantOptions();

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Checkup checkup = new Checkup(context.environment(), context.store(), context.pluginSettings());
    List<Finding> findings =
        checkup.run(
            () ->
                assistantOptions.address(
                    assistantOptions.readConfig(context.environment()), context.environment()),
            this::soundCard);
    for (Finding finding : findings) {
      context
          .out()
          .printf("%-7s %-18s %s%n", finding.level().label(), finding.subject(), finding.text());
      finding.remedy().ifPresent(remedy -> context.out().printf("%-26s -> %s%n", "", remedy));
    }
    context.out().flush();
    return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.LACKING)
        ? ExitCodes.ERROR
        : ExitCodes.OK;
  }

  /** What is wrong with the file is told elsewhere in the list. */
  private Map<String, String> soundCard() {
    try {
      DeviceConfig.Device device = assistantOptions.readConfig(context.environment()).device();
      String adapter = device.adapter() == null ? "sound-card" : device.adapter();
      return adapter.equals("sound-card") ? device.options() : Map.of();
    } catch (UpbeatException e) {
      return Map.of();
    }
  }
}
