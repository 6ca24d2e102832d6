package dev.homeostat.slo.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import dev.homeostat.slo.Guarantee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** Chains of any shape; shares are declared as 1, where a bound needs nothing to be shared. */
class ChainPropertyTest {

  private static final double ROUNDING = 1e-12;

  /** A chain, and one availability a service. */
  record World(Chain chain, List<Double> given) {
    double[] availabilities() {
      return given.stream().mapToDouble(a -> a).toArray();
    }

    List<EventCounts> counts() {
      return given.stream()
          .map(a -> new EventCounts(Math.rint((1 - a) * 1_000_000), 1_000_000))
          .toList();
    }
  }

  @Property(tries = 500)
  void availability_anyChain_liesBetweenTheProductAndTheBestMember(
      @ForAll("independent") World world) {
    double product = Arrays.stream(world.availabilities()).reduce(1, (a, b) -> a * b);
    double none = Arrays.stream(world.availabilities()).reduce(1, (a, b) -> a * (1 - b));

    double availability = world.chain().availability(world.availabilities());

    // At best all members are redundant, at worst each of them is needed.
    assertThat(availability).isBetween(product - ROUNDING, 1 - none + ROUNDING);
  }

  @Property(tries = 500)
  void availability_oneServiceGetsBetter_neverFalls(
      @ForAll("worlds") World world,
      @ForAll @IntRange(max = 11) int service,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    double[] better = world.availabilities();
    int index = service % better.length;
    better[index] += share * (1 - better[index]);

    assertThat(world.chain().availability(better))
        .isGreaterThanOrEqualTo(world.chain().availability(world.availabilities()) - ROUNDING);
  }

  @Property(tries = 500)
  void burnRate_anyChain_isThatOfTheAvailability(@ForAll("worlds") World world) {
    double[] measured =
        world.counts().stream().mapToDouble(counts -> 1 - counts.errorRatio()).toArray();
    double expected = (1 - world.chain().availability(measured)) / (1 - world.chain().objective());

    assertThat(world.chain().burnRate(world.counts(), 1))
        .isInstanceOfSatisfying(
            BurnRate.Measured.class,
            rate -> assertThat(rate.value()).isCloseTo(expected, within(1e-8)));
  }

  /**
   * One rule for many: no numbers give a rate that is no number, or below 0, or above an outage.
   */
  @Property(tries = 500)
  void burnRate_anyNumbers_isPlausibleOrNamed(
      @ForAll("worlds") World world, @ForAll("anything") List<EventCounts> numbers) {
    List<EventCounts> counts = new ArrayList<>();
    for (int i = 0; i < world.given().size(); i++) {
      counts.add(numbers.get(i % numbers.size()));
    }
    BurnRate burnRate = world.chain().burnRate(counts, 1);
    double value = burnRate instanceof BurnRate.Measured measured ? measured.value() : 0;

    assertThat(value).isBetween(0.0, 1 / (1 - world.chain().objective()) + 1e-9);
    boolean dropped =
        burnRate instanceof BurnRate.Measured
            && counts.stream().anyMatch(c -> !c.present() || c.anomaly() != null);
    assertThat(dropped).isFalse();
  }

  @Property(tries = 500)
  void budgetShares_anyChain_addUpToOneOrNothing(@ForAll("worlds") World world) {
    BudgetShares shares = world.chain().window(world.counts(), 1).budgetShares();
    double sum = shares.services().stream().mapToDouble(share -> share).sum() + shares.shared();
    boolean spent =
        world.chain().burnRate(world.counts(), 1) instanceof BurnRate.Measured measured
            && measured.value() > 0;

    assertThat(sum).isCloseTo(spent ? 1 : 0, within(1e-9));
    assertThat(shares.services()).allMatch(share -> share >= 0);
    assertThat(shares.shared()).isNotNegative();
  }

  /** N services in series that each just keep the required objective keep the chain's. */
  @Property(tries = 500)
  void requiredPerService_givenToEveryService_isTheObjectiveAgain(
      @ForAll @DoubleRange(min = 0.01, max = 0.9999999) @Scale(7) double objective,
      @ForAll @IntRange(min = 1, max = 64) int services) {
    Chain chain = series(objective, services);
    double[] required = new double[services];
    Arrays.fill(required, chain.requiredPerService());

    assertThat(chain.availability(required)).isCloseTo(objective, within(1e-11));
  }

  @Property(tries = 500)
  void guarantee_anyChainWithoutGates_isTheMeetOfAll(
      @ForAll("worlds") World world, @ForAll("guarantees") List<Guarantee> some) {
    int size = world.given().size();
    List<Guarantee> given = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      given.add(some.get(i % some.size()));
    }

    assertThat(world.chain().guarantee(given, null).guarantee())
        .isEqualTo(given.stream().reduce(Guarantee.STRICT_SERIALIZABLE, Guarantee::meet));
  }

  @Property(tries = 500)
  void latency_anyChain_isTheSumOfItsCriticalPath(@ForAll("worlds") World world) {
    double[] millis = Arrays.stream(world.availabilities()).map(a -> 1_000 * a).toArray();

    assertThat(world.chain().latency(millis))
        .isInstanceOfSatisfying(
            LatencyComposition.Composed.class,
            composed ->
                assertThat(composed.criticalPath().stream().mapToDouble(i -> millis[i]).sum())
                    .isCloseTo(composed.millis(), within(1e-9)));
  }

  @Provide
  Arbitrary<World> independent() {
    return worldsSharing(1);
  }

  @Provide
  Arbitrary<World> worlds() {
    return Arbitraries.of(1.0, 0.999, 0.5).flatMap(this::worldsSharing);
  }

  private Arbitrary<World> worldsSharing(double shared) {
    return Combinators.combine(
            Arbitraries.integers().between(1, 12),
            Arbitraries.longs(),
            Arbitraries.of(0.5, 0.9, 0.999),
            Arbitraries.of(0.0, 0.9, 0.9999))
        .as(
            (services, seed, objective, least) ->
                world(new Random(seed), services, objective, least, shared));
  }

  private static World world(
      Random random, int services, double objective, double least, double shared) {
    List<Service> declared = new ArrayList<>();
    List<String> loose = new ArrayList<>();
    List<Double> availabilities = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      declared.add(Service.of("s" + i, 0.99));
      loose.add("s" + i);
      availabilities.add(
          random.nextInt(8) == 0 ? random.nextInt(2) : least + (1 - least) * random.nextDouble());
    }
    List<Stage> stages = new ArrayList<>();
    while (loose.size() > 1) {
      int size = 2 + random.nextInt(Math.min(3, loose.size() - 1));
      List<String> members = new ArrayList<>();
      for (int m = 0; m < size; m++) {
        members.add(loose.remove(random.nextInt(loose.size())));
      }
      String name = "stage" + stages.size();
      stages.add(new Stage(name, compose(random, shared, members), members, null));
      loose.add(name);
    }
    ChainCompilation compiled =
        new ChainDeclaration(objective, loose.get(0), declared, stages).compile();
    return new World(((ChainCompilation.Compiled) compiled).chain(), availabilities);
  }

  private static Compose compose(Random random, double shared, List<String> members) {
    return switch (random.nextInt(3)) {
      case 0 -> Chains.SERIAL;
      case 1 -> Chains.FAN_OUT;
      default -> Chains.redundant(shared, members.get(random.nextInt(members.size())));
    };
  }

  private static Chain series(double objective, int services) {
    List<Service> declared = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      declared.add(Service.of("s" + i, 0.99));
    }
    String[] names = declared.stream().map(Service::name).toArray(String[]::new);
    return Chains.chain(objective, declared, Stage.of("all", Chains.SERIAL, names));
  }

  @Provide
  Arbitrary<List<Guarantee>> guarantees() {
    return Arbitraries.of(Guarantee.class).list().ofMinSize(1).ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<EventCounts>> anything() {
    Arbitrary<Double> number =
        Arbitraries.of(
            0.0,
            -0.0,
            1.0,
            5.0,
            1e300,
            -1.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY);
    return Arbitraries.oneOf(
            Combinators.combine(number, number).as(EventCounts::new),
            Arbitraries.of(EventCounts.MISSING, EventCounts.NONE, new EventCounts(1, 3)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }
}
