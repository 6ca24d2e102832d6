package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Certificates and keys of one control plane, made by openssl for a day. */
record ClusterKeys(Path folder) {

  static ClusterKeys make(Path folder) throws IOException, InterruptedException {
    ClusterKeys keys = new ClusterKeys(folder);
    keys.openssl(
        List.of(
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "ca.key",
            "-out",
            "ca.crt",
            "-subj",
            "/CN=homeostat-test",
            "-days",
            "1"));
    keys.sign("server", "/CN=kube-apiserver");
    keys.sign("admin", "/O=system:masters/CN=admin");
    keys.sign("controllers", "/CN=system:kube-controller-manager");
    keys.openssl(
        List.of(
            "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "sa.key"));
    return keys;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Writes a kubeconfig for the holder of a key pair made here. */
  Path kubeconfig(String user, int port) throws IOException {
    return Files.writeString(
        file(user + ".kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster: {server: "https://127.0.0.1:%1$d", certificate-authority: "%2$s"}
        users:
        - name: %3$s
          user: {client-certificate: "%4$s", client-key: "%5$s"}
        contexts:
        - name: test
          context: {cluster: test, user: %3$s}
        current-context: test
        """
            .formatted(port, file("ca.crt"), user, file(user + ".crt"), file(user + ".key")));
  }

  private void sign(String name, String subject) throws IOException, InterruptedException {
    Files.writeString(
        file(name + ".ext"),
        "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes.default.svc");
    openssl(
        List.of(
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            name + ".key",
            "-out",
            name + ".csr",
            "-subj",
            subject));
    openssl(
        List.of(
            "x509",
            "-req",
            "-in",
            name + ".csr",
            "-CA",
            "ca.crt",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-out",
            name + ".crt",
            "-days",
            "1",
            "-extfile",
            name + ".ext"));
  }

  private void openssl(List<String> arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("openssl");
    builder.command().addAll(arguments);
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("openssl " + arguments.get(0) + " failed: " + said);
    }
  }
}
