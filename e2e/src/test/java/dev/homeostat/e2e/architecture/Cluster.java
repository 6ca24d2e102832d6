package dev.homeostat.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Who may change a cluster. */
final class Cluster {

  /** The packages of fabric8's client. */
  static final String CLIENT = "io.fabric8.kubernetes.client..";

  private static final String CLIENT_ROOT = "io.fabric8.kubernetes.client";
  private static final String ACTUATOR = "Actuator";

  /** Methods of fabric8's client that send anything but a read. */
  private static final Set<String> WRITES =
      Set.of(
          "accept",
          "approve",
          "cascading",
          "create",
          "createOr",
          "createOrReplace",
          "delete",
          "deny",
          "edit",
          "editStatus",
          "ephemeralContainers",
          "evict",
          "exec",
          "forceConflicts",
          "patch",
          "patchReadinessGateStatus",
          "patchStatus",
          "pause",
          "raw",
          "replace",
          "replaceStatus",
          "resize",
          "restart",
          "resume",
          "rollback",
          "rolling",
          "scale",
          "serverSideApply",
          "tokenRequest",
          "trigger",
          "undo",
          "unlock",
          "update",
          "updateImage",
          "updateStatus",
          "upload");

  /** That no class writes to a cluster, but for those whose name says that they do. */
  static ArchRule onlyActuatorsWrite(String subject) {
    return noClasses()
        .that()
        .resideInAPackage(subject)
        .and(describe("are not named *" + ACTUATOR, type -> !isActuator(type)))
        .should()
        .accessTargetWhere(describe("it writes to a cluster", Cluster::isWrite));
  }

  private static boolean isActuator(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return outermost.getSimpleName().endsWith(ACTUATOR);
  }

  private static boolean isWrite(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getPackageName();
    return (owner.equals(CLIENT_ROOT) || owner.startsWith(CLIENT_ROOT + ".dsl"))
        && WRITES.contains(access.getName());
  }

  private Cluster() {}
}
