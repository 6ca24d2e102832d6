package dev.homeostat.slo.chain;

import static dev.homeostat.slo.chain.ChainProblem.Kind.CYCLE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.LATENCY_OUT_OF_RANGE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.MEMBERS_MISSING;
import static dev.homeostat.slo.chain.ChainProblem.Kind.MEMBER_UNKNOWN;
import static dev.homeostat.slo.chain.ChainProblem.Kind.MEMBER_USED_TWICE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.NAME_DUPLICATE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.NAME_MISSING;
import static dev.homeostat.slo.chain.ChainProblem.Kind.OBJECTIVE_OUT_OF_RANGE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.RETRY_LOAD_OUT_OF_RANGE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.ROOT_UNKNOWN;
import static dev.homeostat.slo.chain.ChainProblem.Kind.SERVICES_MISSING;
import static dev.homeostat.slo.chain.ChainProblem.Kind.SHARED_AVAILABILITY_OUT_OF_RANGE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.WAITED_FOR_UNKNOWN;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that is wrong with one declared chain. */
final class DeclarationCheck {

  private final ChainDeclaration declaration;
  private final List<ChainProblem> problems = new ArrayList<>();

  /** Where each name was declared first. */
  private final Map<String, String> placeByName = new HashMap<>();

  /** Where each name is a member first. */
  private final Map<String, String> useByName = new HashMap<>();

  DeclarationCheck(ChainDeclaration declaration) {
    this.declaration = declaration;
  }

  List<ChainProblem> problems() {
    checkObjective("objective", declaration.objective());
    checkServices();
    checkStages();
    if (!placeByName.containsKey(declaration.root())) {
      add(
          ROOT_UNKNOWN,
          "root",
          "'" + declaration.root() + "' is neither a service nor a stage",
          "name one that is declared");
    }
    for (List<String> cycle : new StageCycles(declaration.stages()).find()) {
      add(
          CYCLE,
          placeByName.getOrDefault(cycle.get(0), "stages"),
          "stages contain each other: " + String.join(" -> ", cycle),
          "remove one of them from the members of another");
    }
    return problems;
  }

  private void checkServices() {
    List<Service> services = declaration.services();
    if (services.isEmpty()) {
      add(SERVICES_MISSING, "services", "there is no service", "declare at least one");
    }
    for (int i = 0; i < services.size(); i++) {
      Service service = services.get(i);
      String place = "services[" + i + "]";
      checkName(place, service.name());
      checkObjective(place + ".objective", service.objective());
      Double latencyMillis = service.latencyBudgetMillis();
      if (latencyMillis != null && !isAboveZero(latencyMillis)) {
        add(
            LATENCY_OUT_OF_RANGE,
            place + ".latencyBudgetMillis",
            "found " + latencyMillis,
            "declare a finite time above 0, or none");
      }
      RetryLoad load = service.retryLoad();
      if (load != null
          && !(isAboveZero(load.capacityPerSecond())
              && load.attempts() >= 1
              && Double.isFinite(load.attempts()))) {
        add(
            RETRY_LOAD_OUT_OF_RANGE,
            place + ".retryLoad",
            "found " + load.attempts() + " attempts and a capacity of " + load.capacityPerSecond(),
            "declare 1 attempt or more, and a finite capacity above 0");
      }
    }
  }

  private void checkStages() {
    List<Stage> stages = declaration.stages();
    for (int i = 0; i < stages.size(); i++) {
      checkName("stages[" + i + "]", stages.get(i).name());
    }
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      String place = "stages[" + i + "]";
      int fewest = stage.compose() instanceof Compose.Serial ? 1 : 2;
      if (stage.members().size() < fewest) {
        add(
            MEMBERS_MISSING,
            place + ".members",
            "found " + stage.members().size() + " members",
            "name at least " + fewest);
      }
      for (int m = 0; m < stage.members().size(); m++) {
        checkMember(place + ".members[" + m + "]", stage.members().get(m));
      }
      if (stage.compose() instanceof Compose.Redundant redundant) {
        checkRedundant(place, stage, redundant);
      }
    }
  }

  private void checkRedundant(String place, Stage stage, Compose.Redundant redundant) {
    Double shared = redundant.sharedAvailability();
    if (shared != null && !(shared > 0 && shared <= 1)) {
      add(
          SHARED_AVAILABILITY_OUT_OF_RANGE,
          place + ".sharedAvailability",
          "found " + shared,
          "declare a ratio above 0 and at most 1");
    }
    String waitedFor = redundant.waitedFor();
    if (waitedFor != null && !stage.members().contains(waitedFor)) {
      add(
          WAITED_FOR_UNKNOWN,
          place + ".waitedFor",
          "'" + waitedFor + "' is no member of " + stage.name(),
          "name one of " + String.join(", ", stage.members()));
    }
  }

  private void checkMember(String place, String member) {
    if (!placeByName.containsKey(member)) {
      add(
          MEMBER_UNKNOWN,
          place,
          "'" + member + "' is neither a service nor a stage",
          "name one that is declared");
      return;
    }
    String earlier = useByName.putIfAbsent(member, place);
    if (earlier != null) {
      add(
          MEMBER_USED_TWICE,
          place,
          member + " is a member already, at " + earlier + ", and its events would count twice",
          "name it once");
    }
  }

  private void checkName(String place, String name) {
    if (name.isBlank()) {
      add(NAME_MISSING, place + ".name", "there is no name", "give it one");
      return;
    }
    String earlier = placeByName.putIfAbsent(name, place);
    if (earlier != null) {
      add(
          NAME_DUPLICATE,
          place + ".name",
          name + " is the name of " + earlier + " already",
          "give it a name of its own");
    }
  }

  private void checkObjective(String place, double objective) {
    if (!(objective > 0 && objective < 1)) {
      add(
          OBJECTIVE_OUT_OF_RANGE,
          place,
          "found " + objective,
          "declare a ratio strictly between 0 and 1, such as 0.999");
    }
  }

  private static boolean isAboveZero(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private void add(ChainProblem.Kind kind, String place, String found, String mend) {
    problems.add(new ChainProblem(kind, place, found, mend));
  }
}
