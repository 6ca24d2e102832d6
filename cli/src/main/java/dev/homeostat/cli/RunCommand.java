package dev.homeostat.cli;

import dev.homeostat.controllers.HomeostatOperator;
import dev.homeostat.controllers.InstallActuator;
import dev.homeostat.controllers.StartFailedException;
import dev.homeostat.engine.policy.Enforcement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the operator from here against the cluster of the kubeconfig. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "The operator against the cluster of the current kubeconfig, until it is stopped.",
      "It only observes unless --enforce is given, and removes nothing when it ends."
    })
final class RunCommand implements Callable<Integer> {

  /** Held here, since a logger that nobody holds forgets its level. */
  private static final Map<Logger, Level> LIBRARIES =
      Map.of(
          Logger.getLogger("io.javaoperatorsdk"), Level.WARNING,
          Logger.getLogger("io.fabric8"), Level.SEVERE);

  @Option(
      names = "--context",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Context of the kubeconfig. Default: the current one.")
  private String context = "";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "homeostat-system",
      description = "Namespace of the Lease and of credentials. Default ${DEFAULT-VALUE}.")
  private String namespace = "";

  @Option(names = "--yes", description = "Install what is missing without asking.")
  private boolean yes;

  @Option(
      names = "--enforce",
      description = "Let resources that say Enforce write. Without it none of them writes.")
  private boolean enforce;

  @Override
  public Integer call() {
    try {
      return install() ? operate() : Homeostat.EXIT_FAILED;
    } catch (StartFailedException e) {
      System.err.println("homeostat: " + e.getMessage());
      return Homeostat.EXIT_FAILED;
    }
  }

  private boolean install() throws StartFailedException {
    try (InstallActuator install = InstallActuator.of(context)) {
      System.out.println("context  " + install.context() + ", " + install.server());
      List<InstallActuator.Item> items = install.plan();
      boolean nothing = true;
      for (InstallActuator.Item item : items) {
        if (item.change() != InstallActuator.Change.NONE) {
          nothing = false;
          System.out.printf(
              "  %s %s %s%n",
              item.change().name().toLowerCase(Locale.ROOT), item.kind(), item.name());
        }
      }
      if (nothing) {
        System.out.println("installed already: definitions and policies are as they should be");
        return true;
      }
      if (!yes && !agrees()) {
        System.err.println("homeostat: nothing was installed, and nothing runs");
        return false;
      }
      install.apply(namespace);
      return true;
    }
  }

  private static boolean agrees() {
    System.out.print("Install these? They stay when this ends. [y/N] ");
    System.out.flush();
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line != null && line.strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (IOException e) {
      return false;
    }
  }

  /** What its libraries say is for whoever mends them. */
  private static void quieten() {
    LIBRARIES.forEach((logger, level) -> logger.setLevel(level));
  }

  private Integer operate() throws StartFailedException {
    quieten();
    System.out.println(
        "not fenced: this process is no Pod, so only its Lease and its own gate keep two operators"
            + " from writing");
    System.out.println(
        enforce
            ? "resources that say Enforce write, with the rights of their ServiceAccounts"
            : "observing: nothing is written to any target; add --enforce once you believe it");
    String identity =
        "run-" + System.getProperty("user.name") + "-" + ProcessHandle.current().pid();
    HomeostatOperator operator =
        HomeostatOperator.start(
            new HomeostatOperator.Settings(
                identity,
                namespace,
                enforce ? Enforcement.ENFORCE : Enforcement.OBSERVE,
                context,
                HomeostatOperator.Settings.DEAF_AFTER),
            new SimpleMeterRegistry());
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  operator.close();
                  ended.countDown();
                },
                "run-stop"));
    System.out.println("running as " + identity + "; stop it with Ctrl-C");
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Homeostat.EXIT_OK;
  }
}
