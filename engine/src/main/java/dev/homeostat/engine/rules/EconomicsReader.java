package dev.homeostat.engine.rules;

import dev.homeostat.crds.ChainEconomics;
import dev.homeostat.slo.Guarantee;
import dev.homeostat.slo.cost.CostModel;
import dev.homeostat.slo.cost.GuaranteeOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes the prices of an SLOChain. */
final class EconomicsReader {

  private static final String PATH = "spec.economics";
  private static final Set<String> MODES = Set.of("Target", "Degraded", "Floor", "Recovery");
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,12}([.][0-9]{1,6})?");
  private static final Pattern PROBABILITY = Pattern.compile("0|1|0[.][0-9]{1,12}");
  private static final int MOST_GUARANTEES = 5;

  private final ChainSpecReader reader;
  private final ChainEconomics declared;

  private EconomicsReader(ChainSpecReader reader, ChainEconomics declared) {
    this.reader = reader;
    this.declared = declared;
  }

  static @Nullable Economics read(ChainSpecReader reader, @Nullable ChainEconomics declared) {
    return declared == null ? null : new EconomicsReader(reader, declared).read();
  }

  private Economics read() {
    if (declared.currency() == null || declared.currency().isBlank()) {
      reader.invalid(PATH + ".currency", "required, and missing");
    }
    CostModel model =
        new CostModel(
            price(PATH + ".wrongAnswer", declared.wrongAnswer()),
            price(PATH + ".delaySecond", declared.delaySecond()),
            modes());
    double requests = reader.atLeastOne(PATH + ".requestsPerDay", declared.requestsPerDay());
    return new Economics(
        Objects.requireNonNullElse(declared.currency(), ""), model, options(), requests);
  }

  private List<GuaranteeOption> options() {
    List<ChainEconomics.Option> found = declared.guarantees();
    if (found.isEmpty()) {
      reader.invalid(PATH + ".guarantees", "required: at least one guarantee");
    }
    reader.atMost(PATH + ".guarantees", found, MOST_GUARANTEES);
    List<GuaranteeOption> options = new ArrayList<>();
    Set<Guarantee> seen = new HashSet<>();
    for (int i = 0; i < found.size(); i++) {
      ChainEconomics.Option option = found.get(i);
      String path = PATH + ".guarantees[" + i + "]";
      Guarantee guarantee = reader.guarantee(path + ".guarantee", option.guarantee());
      if (guarantee == null && option.guarantee() == null) {
        reader.invalid(path + ".guarantee", "required, and missing");
      }
      if (guarantee != null && !seen.add(guarantee)) {
        reader.invalid(path + ".guarantee", "it stands in the list already; name each once");
      }
      options.add(
          new GuaranteeOption(
              Objects.requireNonNullElse(guarantee, Guarantee.EVENTUAL),
              number(
                  path + ".wrongProbability",
                  option.wrongProbability(),
                  PROBABILITY,
                  "a probability within 0 to 1 as a text, such as \"0.0001\""),
              option.delay() == null
                  ? 0
                  : (double) reader.durationMillis(path + ".delay", option.delay(), 1)));
    }
    return options;
  }

  private Map<String, Double> modes() {
    Map<String, Double> prices = new HashMap<>();
    for (int i = 0; i < declared.modes().size(); i++) {
      ChainEconomics.ModePrice mode = declared.modes().get(i);
      String path = PATH + ".modes[" + i + "]";
      String name = Objects.requireNonNullElse(mode.mode(), "none");
      if (!MODES.contains(name)) {
        reader.invalid(
            path + ".mode", "expected Target, Degraded, Floor or Recovery, found " + name);
      }
      if (prices.put(name, price(path + ".perMinute", mode.perMinute())) != null) {
        reader.invalid(path + ".mode", name + " stands in the list already; name each once");
      }
    }
    return prices;
  }

  private double price(String path, @Nullable String text) {
    return number(
        path, text, PRICE, "a price as a text without sign, such as \"10550\" or \"0.01\"");
  }

  private double number(String path, @Nullable String text, Pattern pattern, String expected) {
    if (text != null && pattern.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    reader.invalid(
        path, "expected " + expected + ", found " + Objects.requireNonNullElse(text, "none"));
    return 0;
  }
}
