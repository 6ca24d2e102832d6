package dev.homeostat.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Installs in a cluster what the operator needs there: the CustomResourceDefinitions and the
 * admission policies, each by server-side apply. It says first what it would change, and never
 * removes anything.
 */
public final class InstallActuator implements AutoCloseable {

  private static final String FOLDER = "/META-INF/homeostat/";
  private static final String FIELD_MANAGER = "homeostat-install";
  private static final List<String> FILES =
      List.of(
          "signalsources.homeostat.dev.yaml",
          "slochains.homeostat.dev.yaml",
          "operatingmodes.homeostat.dev.yaml",
          "controlloops.homeostat.dev.yaml",
          "modeoverrides.homeostat.dev.yaml",
          "approvals.homeostat.dev.yaml",
          "homeostatcontrols.homeostat.dev.yaml",
          "leaderfences.homeostat.dev.yaml",
          "policies/impersonation.yaml",
          "policies/override.yaml",
          "policies/fence.yaml",
          "policies/fence-holder.yaml",
          "policies/rules.yaml");
  private static final List<String> OF_THE_SERVER =
      List.of("managedFields", "resourceVersion", "generation", "uid", "creationTimestamp");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;

  /** What applying one object would do. */
  public enum Change {
    CREATE,
    CHANGE,
    NONE
  }

  /**
   * One object.
   *
   * @param kind of it
   * @param name of it
   * @param change what applying it would do
   */
  public record Item(String kind, String name, Change change) {}

  private InstallActuator(KubernetesClient client) {
    this.client = client;
  }

  /**
   * A connection to a cluster.
   *
   * @param context of the kubeconfig; empty for the current one
   */
  public static InstallActuator of(String context) {
    Config config = Kubeconfig.read(context);
    return new InstallActuator(new KubernetesClientBuilder().withConfig(config).build());
  }

  /** The API server, for people. */
  public String server() {
    return String.valueOf(client.getMasterUrl());
  }

  /** The context of the kubeconfig, for people; empty where there is none. */
  public String context() {
    return client.getConfiguration().getCurrentContext() == null
        ? ""
        : client.getConfiguration().getCurrentContext().getName();
  }

  /**
   * What would be done.
   *
   * @throws StartFailedException if the API server cannot be asked
   */
  public List<Item> plan() throws StartFailedException {
    try {
      List<Item> items = new ArrayList<>();
      for (HasMetadata object : objects()) {
        items.add(new Item(object.getKind(), object.getMetadata().getName(), change(object)));
      }
      return items;
    } catch (KubernetesClientException e) {
      throw failed(e);
    }
  }

  private Change change(HasMetadata object) {
    HasMetadata live = client.resource(object).get();
    if (live == null) {
      return Change.CREATE;
    }
    HasMetadata after =
        client
            .resource(object)
            .dryRun()
            .fieldManager(FIELD_MANAGER)
            .forceConflicts()
            .serverSideApply();
    return wanted(live).equals(wanted(after)) ? Change.NONE : Change.CHANGE;
  }

  private static JsonNode wanted(HasMetadata object) {
    ObjectNode node = JSON.valueToTree(object);
    node.remove("status");
    if (node.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(OF_THE_SERVER);
    }
    return node;
  }

  /**
   * Does it.
   *
   * @param namespace of the operator; made where it is not there
   * @throws StartFailedException if something cannot be applied
   */
  public void apply(String namespace) throws StartFailedException {
    try {
      if (client.namespaces().withName(namespace).get() == null) {
        client
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
            .create();
      }
      for (HasMetadata object : objects()) {
        client.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
      }
    } catch (KubernetesClientException e) {
      throw failed(e);
    }
  }

  private StartFailedException failed(KubernetesClientException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    @Nullable String said = e.getStatus() == null ? cause.getMessage() : e.getStatus().getMessage();
    return new StartFailedException(
        "expected to install at %s, found: %s; see the kubeconfig, and your rights there"
            .formatted(server(), said));
  }

  private List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    for (String file : FILES) {
      try (InputStream resource = InstallActuator.class.getResourceAsStream(FOLDER + file)) {
        if (resource == null) {
          throw new IllegalStateException(file + " is not in the build");
        }
        objects.addAll(client.load(resource).items());
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be read from the build", e);
      }
    }
    return objects;
  }

  @Override
  public void close() {
    client.close();
  }
}
