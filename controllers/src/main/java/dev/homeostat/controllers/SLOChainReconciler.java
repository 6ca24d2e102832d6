package dev.homeostat.controllers;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;

/** Takes in every change of an SLOChain. */
@ControllerConfiguration(
    name = "slochain",
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
@GradualRetry(maxAttempts = -1)
final class SLOChainReconciler extends DeclarationReconciler<RawSLOChain> {

  SLOChainReconciler(Declarations declarations) {
    super(Kind.of("SLOChain"), declarations);
  }
}
