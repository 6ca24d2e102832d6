package dev.homeostat.engine.policy;

import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.slo.SerialChain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks and decodes an SLOChain: here services in series, alone or in nested stages. */
final class ChainCompiler {

  private static final Pattern RATIO = Pattern.compile("0[.][0-9]{1,10}");
  private static final List<String> COMPOSE = List.of("Serial", "Redundant", "FanOut");
  private static final long DEFAULT_MIN_EVENTS = 20;
  private static final int MOST_SERVICES = 64;
  private static final int MOST_STAGES = 32;
  private static final int MOST_MEMBERS = 16;

  private final SpecReader reader;
  private final SLOChainSpec spec;
  private final List<ChainPolicy.Member> members;
  private final Set<String> visited = new HashSet<>();

  private ChainCompiler(SpecReader reader, SLOChainSpec spec, List<ChainPolicy.Member> members) {
    this.reader = reader;
    this.spec = spec;
    this.members = members;
  }

  static @Nullable ChainPolicy compile(SpecReader reader, SLOChainSpec spec) {
    String source = reader.required("spec.source", spec.source());
    double objective = ratio(reader, "spec.objective", spec.objective());
    reader.duration("spec.period", spec.period(), "30d");
    reader.notImplemented("spec.latency", spec.latency());
    reader.notImplemented("spec.requiredGuarantee", spec.requiredGuarantee());
    reader.notImplemented("spec.alerts", spec.alerts());
    long minEvents = spec.minEvents() == null ? DEFAULT_MIN_EVENTS : spec.minEvents();
    if (minEvents < 1) {
      reader.invalid("spec.minEvents", "expected 1 or more, found " + minEvents);
    }
    checkServices(reader, spec.services());
    checkStages(reader, spec);
    List<ChainPolicy.Member> members = new ArrayList<>();
    String root = reader.required("spec.root", spec.root());
    // What is wrong with names is told already, and would be told once more here.
    if (reader.problems().isEmpty()
        && !new ChainCompiler(reader, spec, members).collect("spec.root", root)) {
      reader.invalid(
          "spec.root",
          root + " is neither a service nor a stage; name one of spec.services or spec.stages");
    }
    return reader.problems().isEmpty()
        ? new ChainPolicy(source, new SerialChain(objective, minEvents), members)
        : null;
  }

  private static double ratio(SpecReader reader, String path, @Nullable String text) {
    String found = reader.required(path, text);
    double value = RATIO.matcher(found).matches() ? Double.parseDouble(found) : 0;
    if (!(value > 0 && value < 1) && !found.isEmpty()) {
      reader.invalid(
          path, "expected a ratio strictly between 0 and 1, such as \"0.999\", found " + found);
    }
    return value > 0 && value < 1 ? value : 0.5;
  }

  private static void checkServices(SpecReader reader, List<SLOChainSpec.Service> services) {
    if (services.isEmpty()) {
      reader.invalid("spec.services", "required: at least one service");
    }
    reader.atMost("spec.services", services, MOST_SERVICES);
    reader.unique("spec.services", services.stream().map(s -> nameOf(s.name())).toList());
    for (int i = 0; i < services.size(); i++) {
      SLOChainSpec.Service service = services.get(i);
      String path = "spec.services[" + i + "]";
      reader.required(path + ".name", service.name());
      ratio(reader, path + ".objective", service.objective());
      reader.required(path + ".errors", service.errors());
      reader.required(path + ".total", service.total());
      reader.notImplemented(path + ".latencyBudget", service.latencyBudget());
      reader.notImplemented(path + ".guarantee", service.guarantee());
    }
  }

  private static void checkStages(SpecReader reader, SLOChainSpec spec) {
    List<SLOChainSpec.Stage> stages = spec.stages();
    reader.atMost("spec.stages", stages, MOST_STAGES);
    reader.unique("spec.stages", stages.stream().map(s -> nameOf(s.name())).toList());
    List<String> known =
        new ArrayList<>(spec.services().stream().map(s -> nameOf(s.name())).toList());
    for (int i = 0; i < stages.size(); i++) {
      SLOChainSpec.Stage stage = stages.get(i);
      String path = "spec.stages[" + i + "]";
      String name = reader.required(path + ".name", stage.name());
      if (spec.services().stream().anyMatch(s -> nameOf(s.name()).equals(name))) {
        reader.invalid(path + ".name", name + " is a service already; give the stage its own name");
      }
      String compose = reader.oneOf(path + ".compose", stage.compose(), COMPOSE, "");
      if (!compose.isEmpty() && !compose.equals("Serial")) {
        reader.notImplemented(path + ".compose", stage.compose());
      }
      reader.notImplemented(path + ".waitedFor", stage.waitedFor());
      if (stage.members().isEmpty()) {
        reader.invalid(path + ".members", "required: at least one member");
      }
      reader.atMost(path + ".members", stage.members(), MOST_MEMBERS);
      for (int m = 0; m < stage.members().size(); m++) {
        if (!known.contains(stage.members().get(m))) {
          reader.invalid(
              path + ".members[" + m + "]",
              stage.members().get(m)
                  + " is neither a service nor a stage declared above; so cycles cannot be"
                  + " written");
        }
      }
      known.add(name);
    }
  }

  /** Adds the services of a stage or service, each once. */
  private boolean collect(String path, String name) {
    if (!visited.add(name)) {
      reader.invalid(
          path,
          name
              + " is part of the chain already, and its events would count twice; name each service"
              + " and each stage once");
      return true;
    }
    for (SLOChainSpec.Service service : spec.services()) {
      if (nameOf(service.name()).equals(name)) {
        members.add(
            new ChainPolicy.Member(name, nameOf(service.errors()), nameOf(service.total())));
        return true;
      }
    }
    for (int i = 0; i < spec.stages().size(); i++) {
      SLOChainSpec.Stage stage = spec.stages().get(i);
      if (nameOf(stage.name()).equals(name)) {
        for (int m = 0; m < stage.members().size(); m++) {
          collect("spec.stages[" + i + "].members[" + m + "]", stage.members().get(m));
        }
        return true;
      }
    }
    return false;
  }

  private static String nameOf(@Nullable String name) {
    return Objects.requireNonNullElse(name, "");
  }
}
