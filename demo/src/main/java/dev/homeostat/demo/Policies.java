package dev.homeostat.demo;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.Origin;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.ObjectSelection;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads policy files, and says of each problem in which line it stands. */
public final class Policies {

  private static final String OWN = "checkout.yaml";

  /**
   * A file that was read and compiled.
   *
   * @param set its resources
   * @param problems everything that is wrong with them, by line
   * @param warnings what does not go well together and is done all the same, by line
   */
  public record Checked(
      PolicySet set, List<ManifestProblem> problems, List<ManifestProblem> warnings) {}

  /** Text of the policy that the demo uses unless it is given another. */
  public static String own() {
    try (InputStream resource = Policies.class.getResourceAsStream(OWN)) {
      if (resource == null) {
        throw new IllegalStateException(OWN + " is not in the build");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(OWN + " cannot be read from the build", e);
    }
  }

  /** Reads and checks a file. */
  public static Checked check(Path file) {
    return check(ManifestReader.read(file));
  }

  /** Reads and checks a text. */
  public static Checked check(String name, String yaml) {
    return check(ManifestReader.read(name, yaml));
  }

  private static Checked check(ManifestFile file) {
    List<ManifestProblem> problems = new ArrayList<>(file.problems());
    PolicySet set = PolicySet.of(file.manifests());
    CompiledPolicy compiled = PolicyCompiler.compile(ObjectSelection.assumed(set));
    Map<ResourceId, List<Problem>> doubts = new HashMap<>();
    compiled.workloads().forEach(workload -> doubts.put(workload.id(), workload.doubts()));
    compiled.chains().forEach(chain -> doubts.put(chain.id(), chain.remarks()));
    List<ManifestProblem> warnings = new ArrayList<>();
    for (int i = 0; i < file.manifests().size(); i++) {
      Origin origin = file.manifests().get(i).origin();
      ResourceId id = set.resources().get(i).id();
      compiled
          .problems()
          .getOrDefault(id, List.of())
          .forEach(problem -> problems.add(at(origin, problem)));
      doubts.getOrDefault(id, List.of()).forEach(doubt -> warnings.add(at(origin, doubt)));
    }
    problems.sort(Comparator.comparingInt(ManifestProblem::line));
    warnings.sort(Comparator.comparingInt(ManifestProblem::line));
    return new Checked(set, problems, warnings);
  }

  private static ManifestProblem at(Origin origin, Problem problem) {
    return origin.problem(problem.subject(), problem.reason() + ": " + problem.message());
  }

  /** End-to-end objective of the first chain of a set that has no problem. */
  static double objective(PolicySet set) throws DemoException {
    List<String> objectives =
        set.all(SLOChainSpec.class).stream()
            .map(chain -> String.valueOf(chain.spec().objective()))
            .toList();
    if (objectives.isEmpty()) {
      throw new DemoException(
          "the policy has no SLOChain, and the demo counts the budget by the objective of one;"
              + " start from the one that demo --print-policy prints");
    }
    return Double.parseDouble(objectives.get(0));
  }

  private Policies() {}
}
