package dev.homeostat.controllers;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;

/** Takes in every change of a ControlLoop. */
@ControllerConfiguration(
    name = "controlloop",
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
@GradualRetry(maxAttempts = -1)
final class ControlLoopReconciler extends DeclarationReconciler<RawControlLoop> {

  ControlLoopReconciler(Declarations declarations) {
    super(Kind.of("ControlLoop"), declarations);
  }
}
