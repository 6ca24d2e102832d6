package dev.homeostat.slo.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chain as it is declared: services, stages and the one that is the whole.
 *
 * @param objective end-to-end success ratio, strictly between 0 and 1
 * @param root name of the service or stage that is the chain
 * @param services flat, in the order in which a request reaches them
 * @param stages flat, in any order
 */
public record ChainDeclaration(
    double objective, String root, List<Service> services, List<Stage> stages) {

  public ChainDeclaration {
    services = List.copyOf(services);
    stages = List.copyOf(stages);
  }

  /** Checks the declaration whole and makes a chain of it, or says all that is wrong. */
  public ChainCompilation compile() {
    List<ChainProblem> problems = new DeclarationCheck(this).problems();
    if (!problems.isEmpty()) {
      return new ChainCompilation.Refused(problems);
    }
    Map<String, Service> serviceNames = new LinkedHashMap<>();
    services.forEach(service -> serviceNames.put(service.name(), service));
    Map<String, Stage> stageNames = new LinkedHashMap<>();
    stages.forEach(stage -> stageNames.put(stage.name(), stage));
    List<String> inside = fromTheRootDown(stageNames);
    List<Service> used = services.stream().filter(s -> inside.contains(s.name())).toList();
    List<Stage> below = new ArrayList<>();
    for (int i = inside.size() - 1; i >= 0; i--) {
      Stage stage = stageNames.get(inside.get(i));
      if (stage != null) {
        below.add(stage);
      }
    }
    return new ChainCompilation.Compiled(new Chain(objective, used, below), outside(inside));
  }

  /** Every name of the chain, each stage before its members. */
  private List<String> fromTheRootDown(Map<String, Stage> stageNames) {
    List<String> names = new ArrayList<>(List.of(root));
    for (int i = 0; i < names.size(); i++) {
      Stage stage = stageNames.get(names.get(i));
      if (stage != null) {
        names.addAll(stage.members());
      }
    }
    return names;
  }

  private List<ChainProblem> outside(List<String> inside) {
    List<ChainProblem> outside = new ArrayList<>();
    for (int i = 0; i < services.size(); i++) {
      if (!inside.contains(services.get(i).name())) {
        outside.add(outside("services[" + i + "]", services.get(i).name()));
      }
    }
    for (int i = 0; i < stages.size(); i++) {
      if (!inside.contains(stages.get(i).name())) {
        outside.add(outside("stages[" + i + "]", stages.get(i).name()));
      }
    }
    return outside;
  }

  private ChainProblem outside(String place, String name) {
    return new ChainProblem(
        ChainProblem.Kind.OUTSIDE,
        place,
        name + " is no part of the chain that starts at " + root,
        "make it a member of a stage of the chain, or remove it");
  }
}
