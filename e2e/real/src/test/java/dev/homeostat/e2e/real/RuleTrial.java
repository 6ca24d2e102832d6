package dev.homeostat.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.e2e.cluster.Promtool;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.ChainPlanCompilation;
import dev.homeostat.engine.rules.ChainPlanCompiler;
import dev.homeostat.engine.rules.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rules of SLOChains on made-up samples, evaluated by promtool. */
final class RuleTrial {

  private static final String RULES = "rules.yaml";

  private final Path folder;
  private final Promtool promtool;
  private final StringBuilder series = new StringBuilder();
  private final StringBuilder questions = new StringBuilder();
  private final List<Path> files = new ArrayList<>();

  RuleTrial(Path folder, Promtool promtool, String chains) throws IOException {
    this.folder = folder;
    this.promtool = promtool;
    files.add(Files.writeString(folder.resolve(RULES), rules(chains)));
  }

  /** The rule file of some chains. */
  static String rules(String chains) {
    ManifestFile file = ManifestReader.read("chains.yaml", chains);
    assertThat(file.problems()).isEmpty();
    List<ChainPlan> plans = new ArrayList<>();
    for (Manifest<SLOChainSpec> chain : file.of(SLOChainSpec.class)) {
      ChainPlanCompilation compiled = ChainPlanCompiler.compile(chain.metadata(), chain.spec());
      assertThat(compiled).isInstanceOf(ChainPlanCompilation.Compiled.class);
      plans.add(((ChainPlanCompilation.Compiled) compiled).plan());
    }
    RuleFile rules = RuleFile.of(plans, 0);
    assertThat(rules).isInstanceOf(RuleFile.Written.class);
    return ((RuleFile.Written) rules).yaml();
  }

  /** Rules of somebody else, on the same samples. */
  RuleTrial beside(Path rules) {
    files.add(rules);
    return this;
  }

  /** A series with a value a minute, in promtool's notation. */
  RuleTrial series(String name, String values) {
    series.append("  - {series: '%s', values: '%s'}\n".formatted(name, values));
    return this;
  }

  /** That an expression has exactly one value, without labels. */
  RuleTrial expect(String time, String expression, double value) {
    question(time, expression);
    questions.append("    exp_samples: [{value: %s}]\n".formatted(value));
    return this;
  }

  /** That a comparison holds, for at least one series and for each. */
  RuleTrial holds(String time, String comparison) {
    return expect(time, "min(" + comparison + ")", 1);
  }

  /** That an expression has no value. */
  RuleTrial expectNothing(String time, String expression) {
    question(time, expression);
    questions.append("    exp_samples: []\n");
    return this;
  }

  private void question(String time, String expression) {
    questions.append("  - expr: |-\n      %s\n".formatted(expression));
    questions.append("    eval_time: " + time + "\n");
  }

  /** Runs it with an evaluation every so many minutes. */
  void run(int intervalMinutes) throws IOException, InterruptedException {
    StringBuilder test = new StringBuilder("rule_files:\n");
    files.forEach(file -> test.append("- " + file + "\n"));
    test.append("evaluation_interval: %dm\n".formatted(intervalMinutes));
    test.append("tests:\n- interval: 1m\n  input_series:\n").append(series);
    test.append("  promql_expr_test:\n").append(questions);
    Files.writeString(folder.resolve("test.yaml"), test);
    Promtool.Verdict verdict = promtool.run(folder, "test", "rules", "test.yaml");
    assertThat(verdict.exitCode()).as(verdict.output()).isZero();
  }

  /** Checks the rules alone. */
  Promtool.Verdict check() throws IOException, InterruptedException {
    return promtool.run(folder, "check", "rules", "--lint=all", RULES);
  }
}
