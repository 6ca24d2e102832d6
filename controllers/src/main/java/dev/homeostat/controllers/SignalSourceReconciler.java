package dev.homeostat.controllers;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;

/** Takes in every change of a SignalSource. */
@ControllerConfiguration(
    name = "signalsource",
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
@GradualRetry(maxAttempts = -1)
final class SignalSourceReconciler extends DeclarationReconciler<RawSignalSource> {

  SignalSourceReconciler(Declarations declarations) {
    super(Kind.of("SignalSource"), declarations);
  }
}
