package dev.homeostat.controllers;

import dev.homeostat.controllers.election.ElectionTiming;
import dev.homeostat.controllers.election.LeaderElection;
import dev.homeostat.controllers.election.LeadershipListener;
import dev.homeostat.controllers.election.LeaseActuator;
import dev.homeostat.controllers.election.Standing;
import dev.homeostat.controllers.objects.AccountTaskActuator;
import dev.homeostat.controllers.objects.Impersonation;
import dev.homeostat.controllers.objects.NamespaceAutoscalers;
import dev.homeostat.controllers.objects.ObjectActuator;
import dev.homeostat.controllers.objects.SelectionReader;
import dev.homeostat.controllers.objects.WorkloadReader;
import dev.homeostat.controllers.prometheus.PrometheusSignals;
import dev.homeostat.controllers.prometheus.RuleQuestions;
import dev.homeostat.controllers.rules.RulesActuator;
import dev.homeostat.controllers.rules.RulesLoop;
import dev.homeostat.engine.Ports;
import dev.homeostat.engine.alerts.HeardAlert;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.port.TimeSource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator: everything that runs between an API server and the engine. */
public final class HomeostatOperator implements AutoCloseable {

  /** Key of the impersonation extra that names the operator's Pod, by which writes are fenced. */
  public static final String POD_EXTRA = "homeostat.dev/operator-pod";

  private static final Logger LOG = LoggerFactory.getLogger(HomeostatOperator.class);
  private static final long TICK_MILLIS = 1_000;

  /** Rules count once a minute, and a person looks less often than every ten seconds. */
  private static final long CHAIN_MILLIS = 10_000;

  private static final long SILENT_MILLIS = 30_000;
  private static final Duration WRITE_TIMEOUT = ElectionTiming.DEFAULT.writeMargin();

  /**
   * How it runs.
   *
   * @param identity name of its Pod, or of the process of a person
   * @param namespace where its Lease and the credentials of its sources are
   * @param cap the most that any resource may do
   * @param context of the kubeconfig; empty for the current one, or for the Pod's own account
   * @param deafAfter how long an informer may have no watch before it is not live
   */
  public record Settings(
      String identity, String namespace, Enforcement cap, String context, Duration deafAfter) {

    /** A watch is closed and opened again now and then; only one that stays closed is trouble. */
    public static final Duration DEAF_AFTER = Duration.ofSeconds(60);
  }

  /**
   * How it is.
   *
   * @param live false where a restart would help
   * @param ready whether it knows all that is declared
   * @param leads whether it leads
   * @param why what is wrong; empty where nothing is
   */
  public record Health(boolean live, boolean ready, boolean leads, String why) {}

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Settings settings;
  private final TimeSource time = System::currentTimeMillis;
  private final Declarations declarations = new Declarations();

  /** To Prometheus and to webhooks; each client costs a thread and its buffers. */
  private final HttpClient http = PrometheusSignals.client();

  private final Watches watches;
  private final SourceBook sources;
  private final PrometheusSignals signals;
  private final LeaderElection election;
  private final Loops loops;
  private final SourceReporter sourceReporter;
  private final AlertInboxActuator alerts;
  private final RulesLoop rules;
  private final TaskActuator tasks;
  private final Whereabouts whereabouts = new Whereabouts();
  private final Ticker ticker;
  private final Ticker chainTicker;
  private volatile Signals thisTick = queries -> Map.of();

  private HomeostatOperator(Settings settings, Config config, MeterRegistry registry) {
    this.settings = settings;
    KubernetesClient reader = open(client(config, Duration.ofSeconds(10)));
    KubernetesClient writer = open(client(config, WRITE_TIMEOUT));
    KubernetesClient lease = open(LeaseActuator.client(config, ElectionTiming.DEFAULT));
    LeaseActuator leases =
        new LeaseActuator(
            lease,
            settings.namespace(),
            settings.identity(),
            ElectionTiming.DEFAULT,
            Clock.systemUTC());
    this.election =
        new LeaderElection(
            settings.identity(),
            ElectionTiming.DEFAULT,
            open(leases),
            new Follower(),
            System::nanoTime);
    BooleanSupplier mayWrite = election.gate()::mayWrite;
    ApiActuator api = new ApiActuator(writer, mayWrite);
    this.sources = new SourceBook(declarations, api, settings.namespace());
    this.signals = open(new PrometheusSignals(sources, sources, http));
    StatusActuator statuses = new StatusActuator(api, time);
    EventActuator events = new EventActuator(api, time, settings.identity());
    OperatorMetrics metrics = new OperatorMetrics(registry);
    Impersonation accounts =
        Impersonation.ofServiceAccounts(Map.of(POD_EXTRA, List.of(settings.identity())));
    LongSupplier millis = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    ObjectActuator objects = new ObjectActuator(writer, accounts, WRITE_TIMEOUT, mayWrite, millis);
    NamespaceCaps caps = new NamespaceCaps(api, settings.cap(), System::nanoTime);
    this.alerts =
        new AlertInboxActuator(
            writer, settings.namespace(), new OncePerChange<>(declarations, AlertNames::of), time);
    this.tasks = open(tasks(writer, accounts, events));
    Ports ports =
        new Ports(this::read, objects, statuses, time, new LogJournal(), outside(reader, accounts));
    SelectionReader selected = new SelectionReader(reader, accounts, WRITE_TIMEOUT);
    this.loops =
        new Loops(
            declarations,
            namespace ->
                new NamespaceLoop(
                    namespace,
                    new NamespaceLoop.Sources(
                        declarations, caps, new Selections(selected::read, millis)),
                    ports,
                    new NamespaceLoop.Reporters(
                        new Reporter(statuses, events, metrics, time),
                        new LoopReporter(statuses, events, metrics, time),
                        whereabouts)),
            caps,
            metrics,
            System::nanoTime);
    this.sourceReporter = new SourceReporter(declarations, statuses, events, signals::health);
    this.rules =
        open(rulesLoop(writer, mayWrite, new RulesReporter(declarations, statuses, events)));
    this.watches = new Watches(reader, api, declarations, settings.deafAfter());
    this.ticker = new Ticker(TICK_MILLIS, this::tick, System::nanoTime);
    this.chainTicker = chainTicker(new ChainReporter.Telling(statuses, events));
    metrics.operator(() -> election.standing().leading(), ticker::skipped);
  }

  private RulesLoop rulesLoop(
      KubernetesClient writer, BooleanSupplier mayWrite, RulesReporter reporter) {
    return new RulesLoop(
        new RulesActuator(writer, mayWrite),
        new RuleQuestions(sources, sources, http),
        new OncePerChange<>(declarations, DeclaredChains::of),
        reporter,
        new RulesLoop.Clocks(System::nanoTime, time));
  }

  private TaskActuator tasks(
      KubernetesClient writer, Impersonation accounts, EventActuator events) {
    BooleanSupplier mayWrite = election.gate()::mayWrite;
    return new TaskActuator(
        new AccountTaskActuator(writer, accounts, WRITE_TIMEOUT, mayWrite),
        events,
        http,
        mayWrite,
        time);
  }

  private Ports.Outside outside(KubernetesClient reader, Impersonation accounts) {
    return new Ports.Outside(
        tasks,
        new WorkloadReader(reader, accounts, WRITE_TIMEOUT),
        new NamespaceAutoscalers(reader, accounts, WRITE_TIMEOUT),
        whereabouts);
  }

  private Ticker chainTicker(ChainReporter.Telling telling) {
    ChainReporter chains =
        new ChainReporter(
            loops::chains, signals, telling, time, () -> election.standing().leading());
    return new Ticker(CHAIN_MILLIS, chains::turn, System::nanoTime);
  }

  private static KubernetesClient client(Config config, Duration timeout) {
    // What the client sends again on its own can land after the Lease.
    Config own =
        new ConfigBuilder(config)
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(Math.toIntExact(timeout.toMillis()))
            .withConnectionTimeout(Math.toIntExact(timeout.toMillis()))
            .build();
    return new KubernetesClientBuilder().withConfig(own).build();
  }

  private <T extends AutoCloseable> T open(T one) {
    opened.push(one);
    return one;
  }

  /**
   * Starts it: when this returns it knows all that is declared, and takes part in the election.
   *
   * @throws StartFailedException if the API server or our kinds are not there
   */
  public static HomeostatOperator start(Settings settings, MeterRegistry registry)
      throws StartFailedException {
    Config config = Kubeconfig.read(settings.context());
    HomeostatOperator operator = new HomeostatOperator(settings, config, registry);
    try {
      operator.watches.start();
    } catch (StartFailedException e) {
      operator.close();
      throw e;
    }
    operator.election.start();
    operator.ticker.start();
    operator.chainTicker.start();
    LOG.info(
        "operator {} watches {} and acts up to {}",
        settings.identity(),
        config.getMasterUrl(),
        settings.cap());
    return operator;
  }

  /** Alerts are in the inbox, all else is asked of its source. */
  private Map<Query, Reading> read(Set<Query> queries) {
    Map<Query, Reading> answers = new HashMap<>(alerts.read(queries));
    Set<Query> others = new LinkedHashSet<>(queries);
    others.removeAll(answers.keySet());
    if (!others.isEmpty()) {
      answers.putAll(thisTick.read(others));
    }
    return answers;
  }

  /**
   * Takes in alerts, whether it leads or not.
   *
   * @return why they could not be kept, and are to be sent again; empty where they are kept
   */
  public String keepAlerts(List<HeardAlert> news) {
    return watches.isStarted() ? alerts.keep(news) : "the operator starts; send it again";
  }

  private void tick() {
    thisTick = signals.tick();
    if (election.standing().leading()) {
      alerts.refresh();
    }
    loops.tick();
    if (election.standing().leading()) {
      sourceReporter.report();
      rules.tick();
    }
  }

  /** How it is. */
  public Health health() {
    String why = watches.trouble();
    if (why.isEmpty() && ticker.silentMillis() > SILENT_MILLIS) {
      why = "no tick has ended for " + ticker.silentMillis() / 1000 + " s";
    }
    return new Health(why.isEmpty(), watches.isStarted(), election.standing().leading(), why);
  }

  /** What the election tells. */
  private final class Follower implements LeadershipListener {

    @Override
    public void onStarted() {
      LOG.info("{} leads", settings.identity());
      tasks.forget();
      whereabouts.forget();
      loops.lead();
      rules.lead();
    }

    @Override
    public void onStopped() {
      LOG.info("{} leads no more", settings.identity());
      loops.follow();
    }

    @Override
    public void onStanding(Standing standing) {
      LOG.info("election: {}: {}", standing.reason(), standing.message());
    }
  }

  /** Ends what runs, gives the Lease back, and writes nothing more; within about six seconds. */
  @Override
  public void close() {
    ticker.close();
    chainTicker.close();
    loops.close();
    election.close();
    watches.close();
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("something did not close, which the end of the process does: {}", e.toString());
      }
    }
  }
}
