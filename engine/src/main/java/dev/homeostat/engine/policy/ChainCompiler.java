package dev.homeostat.engine.policy;

import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.slo.SerialChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    if (!root.isEmpty() && !collect(spec, root, spec.stages().size(), members)) {
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

  /** Adds the services of a stage or service; only stages above a stage are its members. */
  private static boolean collect(
      SLOChainSpec spec, String name, int below, List<ChainPolicy.Member> members) {
    Optional<SLOChainSpec.Service> service =
        spec.services().stream().filter(s -> nameOf(s.name()).equals(name)).findFirst();
    if (service.isPresent()) {
      members.add(
          new ChainPolicy.Member(
              name, nameOf(service.get().errors()), nameOf(service.get().total())));
      return true;
    }
    for (int i = 0; i < below; i++) {
      SLOChainSpec.Stage stage = spec.stages().get(i);
      if (nameOf(stage.name()).equals(name)) {
        for (String member : stage.members()) {
          collect(spec, member, i, members);
        }
        return true;
      }
    }
    return false;
  }

  private static String nameOf(@Nullable String name) {
    return Objects.requireNonNullElse(name, "");
  }

  private ChainCompiler() {}
}
