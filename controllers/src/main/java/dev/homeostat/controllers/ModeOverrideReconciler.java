package dev.homeostat.controllers;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;

/** Takes in every change of a ModeOverride. */
@ControllerConfiguration(
    name = "modeoverride",
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
@GradualRetry(maxAttempts = -1)
final class ModeOverrideReconciler extends DeclarationReconciler<RawModeOverride> {

  ModeOverrideReconciler(Declarations declarations) {
    super(Kind.of("ModeOverride"), declarations);
  }
}
