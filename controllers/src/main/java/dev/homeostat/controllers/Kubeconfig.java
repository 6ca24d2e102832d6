package dev.homeostat.controllers;

import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the cluster is, and as whom we come: a kubeconfig, or the account of our Pod. */
final class Kubeconfig {

  /**
   * Reads it.
   *
   * @param context of the kubeconfig; empty for the current one
   */
  static Config read(String context) {
    Config config = Config.autoConfigure(context.isEmpty() ? null : context);
    try (InputStream certificate = certificate(config)) {
      if (certificate != null) {
        // The client takes a key for an RSA one where its file does not say what it is.
        config.setClientKeyAlgo(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(certificate)
                .getPublicKey()
                .getAlgorithm());
      }
    } catch (IOException | CertificateException e) {
      // The client says what is wrong with it, when it makes its connection.
      return config;
    }
    return config;
  }

  private static @Nullable InputStream certificate(Config config) throws IOException {
    if (config.getClientCertFile() != null) {
      return Files.newInputStream(Path.of(config.getClientCertFile()));
    }
    return config.getClientCertData() == null
        ? null
        : new ByteArrayInputStream(Base64.getDecoder().decode(config.getClientCertData()));
  }

  private Kubeconfig() {}
}
