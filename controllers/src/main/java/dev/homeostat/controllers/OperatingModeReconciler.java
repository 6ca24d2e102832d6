package dev.homeostat.controllers;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;

/** Takes in every change of an OperatingMode. */
@ControllerConfiguration(
    name = "operatingmode",
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
@GradualRetry(maxAttempts = -1)
final class OperatingModeReconciler extends DeclarationReconciler<RawOperatingMode> {

  OperatingModeReconciler(Declarations declarations) {
    super(Kind.of("OperatingMode"), declarations);
  }
}
