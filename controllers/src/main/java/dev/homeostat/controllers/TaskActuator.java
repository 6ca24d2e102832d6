package dev.homeostat.controllers;

import dev.homeostat.controllers.objects.AccountTaskActuator;
import dev.homeostat.controllers.objects.AccountTaskActuator.Outcome;
import dev.homeostat.engine.port.Task;
import dev.homeostat.engine.port.TaskAnswer;
import dev.homeostat.engine.port.TaskAnswer.State;
import dev.homeostat.engine.port.Tasks;
import dev.homeostat.engine.port.TimeSource;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does tasks on a few threads of its own, so that no interval waits for them. It remembers how the
 * last few thousand ended; a task that is forgotten is begun again under its key.
 */
final class TaskActuator implements Tasks, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskActuator.class);
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 1_000;
  private static final int MOST_REMEMBERED = 4_096;
  private static final long LOOK_MILLIS = 2_000;

  private final AccountTaskActuator cluster;
  private final EventActuator events;
  private final WebhookCalls webhooks;
  private final BooleanSupplier mayWrite;
  private final TimeSource time;
  private final ThreadPoolExecutor executor;
  private final Map<String, Standing> standings =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Standing> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /** How one task stands; guarded by {@link #standings}. */
  private static final class Standing {
    Task task;
    boolean busy;
    boolean open;
    int attempt;
    long lookedMillis;
    @Nullable TaskAnswer ended;

    Standing(Task task) {
      this.task = task;
    }
  }

  /**
   * Nothing is done yet.
   *
   * @param http that follows no redirects
   * @param mayWrite the write gate
   */
  TaskActuator(
      AccountTaskActuator cluster,
      EventActuator events,
      HttpClient http,
      BooleanSupplier mayWrite,
      TimeSource time) {
    this.cluster = cluster;
    this.events = events;
    this.webhooks = new WebhookCalls(http, cluster::token);
    this.mayWrite = mayWrite;
    this.time = time;
    AtomicInteger number = new AtomicInteger();
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(work, "homeostat-task-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public TaskAnswer look(String key) {
    synchronized (standings) {
      Standing standing = standings.get(key);
      if (standing == null) {
        return TaskAnswer.unknown(key);
      }
      if (standing.open
          && !standing.busy
          && time.nowMillis() - standing.lookedMillis >= LOOK_MILLIS) {
        start(standing);
      }
      return standing.ended != null ? standing.ended : new TaskAnswer(key, State.UNDER_WAY, 0, "");
    }
  }

  @Override
  public void begin(Task task) {
    synchronized (standings) {
      Standing standing = standings.computeIfAbsent(task.key(), key -> new Standing(task));
      if (standing.open) {
        return;
      }
      standing.task = task;
      standing.open = true;
      if (standing.ended != null && standing.ended.state() == State.FAILED) {
        standing.attempt++;
      }
      start(standing);
    }
  }

  private void start(Standing standing) {
    standing.busy = true;
    Task task = standing.task;
    int attempt = standing.attempt;
    try {
      executor.execute(() -> finish(task, attempted(task, attempt)));
    } catch (RejectedExecutionException e) {
      end(standing, new Outcome(State.FAILED, "too much is asked for at once; it is tried again"));
    }
  }

  private Outcome attempted(Task task, int attempt) {
    try {
      return work(task, attempt);
    } catch (RuntimeException e) {
      LOG.error("task {} failed, which no input should cause", task.key(), e);
      return new Outcome(State.FAILED, "a defect: " + e.getClass().getSimpleName());
    }
  }

  private void finish(Task task, Outcome outcome) {
    synchronized (standings) {
      Standing standing = standings.get(task.key());
      if (standing != null) {
        end(standing, outcome);
      }
    }
  }

  private void end(Standing standing, Outcome outcome) {
    standing.busy = false;
    standing.lookedMillis = time.nowMillis();
    if (outcome.state() != State.UNDER_WAY) {
      standing.open = false;
      standing.ended =
          new TaskAnswer(standing.task.key(), outcome.state(), time.nowMillis(), outcome.message());
      LOG.info(
          "{}: task {}: {} {}",
          standing.task.resource(),
          standing.task.key(),
          outcome.state(),
          outcome.message());
    }
  }

  private Outcome work(Task task, int attempt) {
    if (!mayWrite.getAsBoolean()) {
      return new Outcome(State.FAILED, "this operator does not lead, and begins nothing");
    }
    if (task.work() instanceof Task.RunJob job) {
      return cluster.job(task, job, attempt);
    }
    if (task.work() instanceof Task.Annotate annotate) {
      return cluster.annotate(task.account(), annotate);
    }
    if (task.work() instanceof Task.Scale scale) {
      return cluster.scale(task.account(), scale);
    }
    if (task.work() instanceof Task.Say say) {
      events.say(
          new EventActuator.Subject(task.resource(), task.uid()),
          new EventActuator.Note(false, "ModeAction", "Say", say.message()));
      return new Outcome(State.DONE, "");
    }
    return webhooks.call(task);
  }

  /** Forgets how everything ended: another leader may have done more meanwhile. */
  void forget() {
    synchronized (standings) {
      standings.values().removeIf(standing -> !standing.busy);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
