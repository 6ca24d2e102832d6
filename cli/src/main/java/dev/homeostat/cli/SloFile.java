package dev.homeostat.cli;

import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.ChainPlanCompilation;
import dev.homeostat.engine.rules.ChainPlanCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The SLOChains of a file.
 *
 * @param plans those that can be used
 * @param problems what is wrong in the file, by line
 * @param remarks what the plans leave out, by line
 */
record SloFile(
    List<ChainPlan> plans, List<ManifestProblem> problems, List<ManifestProblem> remarks) {

  SloFile {
    plans = List.copyOf(plans);
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }

  static SloFile read(Path path) {
    ManifestFile file = ManifestReader.read(path);
    List<ChainPlan> plans = new ArrayList<>();
    List<ManifestProblem> problems = new ArrayList<>(file.problems());
    List<ManifestProblem> remarks = new ArrayList<>();
    for (Manifest<SLOChainSpec> chain : file.of(SLOChainSpec.class)) {
      ChainPlanCompilation compiled = ChainPlanCompiler.compile(chain.metadata(), chain.spec());
      if (compiled instanceof ChainPlanCompilation.Compiled good) {
        plans.add(good.plan());
        good.remarks().forEach(remark -> remarks.add(placed(chain, remark)));
      } else if (compiled instanceof ChainPlanCompilation.Refused refused) {
        refused.problems().forEach(problem -> problems.add(placed(chain, problem)));
      }
    }
    if (plans.isEmpty() && problems.isEmpty()) {
      problems.add(
          new ManifestProblem(
              path.toString(), 1, "", "expected an SLOChain, found none; write one into the file"));
    }
    problems.sort(Comparator.comparingInt(ManifestProblem::line));
    return new SloFile(plans, problems, remarks);
  }

  private static ManifestProblem placed(Manifest<SLOChainSpec> chain, Problem problem) {
    return chain.origin().problem(problem.subject(), problem.reason() + ": " + problem.message());
  }
}
