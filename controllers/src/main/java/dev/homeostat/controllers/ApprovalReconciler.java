package dev.homeostat.controllers;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;

/** Takes in every change of an Approval. */
@ControllerConfiguration(
    name = "approval",
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
@GradualRetry(maxAttempts = -1)
final class ApprovalReconciler extends DeclarationReconciler<RawApproval> {

  ApprovalReconciler(Declarations declarations) {
    super(Kind.of("Approval"), declarations);
  }
}
