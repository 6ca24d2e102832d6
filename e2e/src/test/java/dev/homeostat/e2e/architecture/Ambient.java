package dev.homeostat.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/**
 * What a process can learn, or do, without being given it: the same inputs then decide otherwise.
 */
@SuppressWarnings("ImmutableEnumChecker") // what List.of and Set.of give is immutable
enum Ambient {
  CLOCK(
      "a clock",
      "time comes in with the inputs, so that virtual and recorded time decide the same",
      List.of("java.time.Clock", "java.time.InstantSource", "java.util.Date", "java.util.Calendar"),
      Set.of("System.currentTimeMillis", "System.nanoTime")),

  RANDOM(
      "a random source",
      "a replay must give the same decisions",
      List.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.random.",
          "java.security."),
      Set.of("Math.random", "StrictMath.random", "UUID.randomUUID", "Collections.shuffle")),

  THREAD(
      "a thread, an executor or a lock",
      "who calls, and when, is a matter of the shells",
      List.of(
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.InheritableThreadLocal",
          "java.lang.ThreadGroup",
          "java.util.Timer",
          "java.util.TimerTask",
          "java.util.concurrent."),
      Set.of("Object.wait", "Object.notify", "Object.notifyAll", "*.parallelStream", "*.parallel")),

  ENVIRONMENT(
      "the environment",
      "what it depends on must stand in the inputs, else a replay elsewhere decides otherwise",
      List.of(
          "java.lang.Runtime",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.management."),
      Set.of(
          "System.getenv",
          "System.getProperty",
          "System.getProperties",
          "System.setProperty",
          "System.lineSeparator",
          "System.exit",
          "Boolean.getBoolean",
          "Integer.getInteger",
          "Long.getLong",
          "Locale.getDefault",
          "TimeZone.getDefault",
          "ZoneId.systemDefault",
          "Charset.defaultCharset")),

  INPUT_OUTPUT(
      "files, sockets, the console or a log",
      "reading and writing are ports",
      List.of(
          "java.io.",
          "java.nio.file.",
          "java.nio.channels.",
          "java.net.",
          "javax.net.",
          "java.util.Scanner",
          "java.util.logging.",
          "java.lang.System$Logger",
          "org.slf4j.",
          "org.jboss.logging."),
      Set.of(
          "System.in",
          "System.out",
          "System.err",
          "System.console",
          "System.getLogger",
          "Class.getResource",
          "Class.getResourceAsStream"));

  /** In the bytecode of many classes, and no input or output. */
  private static final String MARKER = "java.io.Serializable";

  private final String what;
  private final String because;
  private final List<String> types;
  private final Set<String> members;

  Ambient(String what, String because, List<String> types, Set<String> members) {
    this.what = what;
    this.because = because;
    this.types = types;
    this.members = members;
  }

  /** That no class in some packages uses it. */
  ArchRule noneIn(String... packages) {
    DescribedPredicate<JavaClass> type =
        describe(what, target -> isBanned(target.getBaseComponentType().getName()));
    DescribedPredicate<JavaAccess<?>> member = describe("it is " + what, this::isBanned);
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat(type)
        .orShould()
        .accessTargetWhere(member)
        .because(because);
  }

  private boolean isBanned(String type) {
    return !type.equals(MARKER)
        && types.stream()
            .anyMatch(
                banned ->
                    banned.endsWith(".")
                        ? type.startsWith(banned)
                        : type.equals(banned) || type.startsWith(banned + "$"));
  }

  private boolean isBanned(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    boolean tellsTime =
        owner.getPackageName().startsWith("java.time") && access.getName().equals("now");
    return (this == CLOCK && tellsTime)
        || (owner.getPackageName().startsWith("java.")
            && (members.contains(owner.getSimpleName() + "." + access.getName())
                || members.contains("*." + access.getName())));
  }
}
