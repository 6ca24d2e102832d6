package dev.homeostat.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/** The rules on who may know whom, as functions, so that a violation can be shown to break them. */
final class Boundaries {

  /** Of the JDK: values and collections, and nothing that knows the world. */
  static final String[] BASICS = {
    "java.lang",
    "java.lang.annotation",
    "java.math",
    "java.util",
    "java.util.function",
    "java.util.stream",
    "org.jspecify.annotations"
  };

  private static final String OURS = "dev.homeostat..";

  /** That classes know nothing outside some packages. */
  static ArchRule onlyKnow(String subject, String... known) {
    return classes()
        .that()
        .resideInAPackage(subject)
        .should()
        .onlyDependOnClassesThat(
            describe(
                "reside in " + String.join(", ", known),
                target -> resideInAnyPackage(known).test(target.getBaseComponentType())))
        .allowEmptyShould(true);
  }

  /** That classes know nothing of ours outside some packages. */
  static ArchRule onlyKnowOfOurs(String subject, String... known) {
    return noClasses()
        .that()
        .resideInAPackage(subject)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(OURS)
                .and(not(resideInAnyPackage(known)))
                .and(not(resideInAnyPackage(subject))));
  }

  /** That classes know nothing of some packages. */
  static ArchRule knowNothingOf(String subject, String... unknown) {
    return noClasses()
        .that()
        .resideInAPackage(subject)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(unknown);
  }

  /** That classes know, of one package, nothing but some types. */
  static ArchRule onlyKnowTypes(String subject, String target, Set<String> types) {
    return noClasses()
        .that()
        .resideInAPackage(subject)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(target)
                .and(describe("are not among " + types, known -> !isAmong(known, types))));
  }

  /** That nothing of ours outside some packages knows some others, but for a few of their types. */
  static ArchRule onlyFor(List<String> insiders, String[] targets, Set<String> open) {
    String[] inside = Codebase.packages(insiders);
    return noClasses()
        .that(resideInAnyPackage(OURS).and(not(resideInAnyPackage(inside))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(targets)
                .and(describe("are not among " + open, known -> !isAmong(known, open))));
  }

  /** That every interface in a package that is not sealed has two classes that implement it. */
  static ArchRule portsHaveTwoImplementations(String ports) {
    return classes()
        .that()
        .resideInAPackage(ports)
        .and()
        .areInterfaces()
        .and(describe("are not sealed", type -> !type.reflect().isSealed()))
        .and(describe("are not a package", type -> !type.getSimpleName().equals("package-info")))
        .should(
            new ArchCondition<>("have two implementations") {
              @Override
              public void check(JavaClass port, ConditionEvents events) {
                List<String> found =
                    port.getAllSubclasses().stream()
                        .filter(type -> !type.isInterface())
                        .map(JavaClass::getSimpleName)
                        .sorted()
                        .toList();
                events.add(
                    new SimpleConditionEvent(
                        port, found.size() >= 2, port.getName() + " is implemented by " + found));
              }
            });
  }

  private static boolean isAmong(JavaClass type, Set<String> names) {
    JavaClass outermost = type.getBaseComponentType();
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return names.contains(outermost.getSimpleName());
  }

  private Boundaries() {}
}
