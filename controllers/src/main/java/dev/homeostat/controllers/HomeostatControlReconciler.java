package dev.homeostat.controllers;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;

/** Takes in every change of a HomeostatControl. */
@ControllerConfiguration(
    name = "homeostatcontrol",
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
@GradualRetry(maxAttempts = -1)
final class HomeostatControlReconciler extends DeclarationReconciler<RawHomeostatControl> {

  HomeostatControlReconciler(Declarations declarations) {
    super(Kind.of("HomeostatControl"), declarations);
  }
}
