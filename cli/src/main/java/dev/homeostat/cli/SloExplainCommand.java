package dev.homeostat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.engine.rules.ChainArithmetic;
import dev.homeostat.engine.rules.ChainExplanation;
import dev.homeostat.engine.rules.ChainPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what follows of an SLOChain as it is declared. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Prints the arithmetic of SLOChains, line by line or as one JSON document.")
final class SloExplainCommand implements Callable<Integer> {

  private enum Output {
    TABLE,
    JSON;

    /** As a user writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "File with SLOChains.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "table|json",
      description = "json prints one document of one chain.")
  private Output output = Output.TABLE;

  @Option(
      names = "--chain",
      paramLabel = "NAME",
      description = "Name of the one that is meant, where the file has several.")
  private @Nullable String name;

  @Mixin private SloMoment moment = new SloMoment();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    SloFile read = SloFile.read(file);
    read.problems().forEach(err::println);
    if (!read.problems().isEmpty()) {
      return Homeostat.EXIT_FAILED;
    }
    List<ChainPlan> plans =
        read.plans().stream().filter(plan -> name == null || plan.name().equals(name)).toList();
    if (plans.isEmpty() || (output == Output.JSON && plans.size() > 1)) {
      String names = read.plans().stream().map(ChainPlan::name).collect(Collectors.joining(", "));
      err.println("homeostat: expected one SLOChain; name one of these with --chain: " + names);
      return Homeostat.EXIT_FAILED;
    }
    read.remarks().forEach(err::println);
    if (output == Output.JSON) {
      out.println(json(ChainExplanation.of(plans.get(0), moment.millis())));
    } else {
      plans.forEach(plan -> ChainArithmetic.lines(plan, moment.millis()).forEach(out::println));
    }
    out.flush();
    return Homeostat.EXIT_OK;
  }

  private static String json(ChainExplanation explanation) {
    try {
      return JsonMapper.builder().build().writeValueAsString(explanation);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an explanation is plain numbers and text", e);
    }
  }
}
