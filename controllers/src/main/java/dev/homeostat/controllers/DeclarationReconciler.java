package dev.homeostat.controllers;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Objects;

/**
 * Says that something was declared, changed or deleted. What follows from it is decided at the next
 * tick, for a whole namespace at once.
 */
abstract class DeclarationReconciler<R extends RawResource> implements Reconciler<R> {

  private final Kind kind;
  private final Declarations declarations;

  DeclarationReconciler(Kind kind, Declarations declarations) {
    this.kind = kind;
    this.declarations = declarations;
  }

  @Override
  public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    declarations.watch(kind, context.getPrimaryCache());
    return List.of();
  }

  @Override
  public UpdateControl<R> reconcile(R resource, Context<R> context) {
    declarations.changed(
        kind, Objects.requireNonNullElse(resource.getMetadata().getNamespace(), ""));
    return UpdateControl.noUpdate();
  }
}
