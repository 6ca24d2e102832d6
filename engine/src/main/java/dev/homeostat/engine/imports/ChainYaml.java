package dev.homeostat.engine.imports;

import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.rules.QuotedText;
import java.util.List;

/** Writes imported chains as manifests. */
final class ChainYaml {

  private final StringBuilder text = new StringBuilder();

  static String of(List<ImportedChain> chains, String source) {
    ChainYaml yaml = new ChainYaml();
    for (int i = 0; i < chains.size(); i++) {
      if (i > 0) {
        yaml.line("---");
      }
      yaml.chain(chains.get(i), source);
    }
    return yaml.text.toString();
  }

  private void chain(ImportedChain chain, String source) {
    line("apiVersion: homeostat.dev/v1alpha1");
    line("kind: SLOChain");
    line("metadata:");
    line("  name: " + QuotedText.of(chain.name()));
    line("  namespace: " + QuotedText.of(chain.namespace()));
    if (!chain.annotations().isEmpty()) {
      line("  annotations:");
      chain
          .annotations()
          .forEach((key, value) -> line("    " + QuotedText.of(key) + ": " + QuotedText.of(value)));
    }
    line("spec:");
    line("  source: " + QuotedText.of(source));
    line("  objective: " + QuotedText.of(chain.objective()));
    chain.budget().yaml().forEach(line -> line("  " + line));
    line("  services:");
    line("  - name: " + QuotedText.of(chain.service()));
    line("    objective: " + QuotedText.of(chain.objective()));
    line("    errors: " + QuotedText.of(chain.errors().toString()));
    line("    total: " + QuotedText.of(chain.total().toString()));
    line("  root: " + QuotedText.of(chain.service()));
    if (!chain.alerts().isEmpty()) {
      line("  alerts:");
      chain.alerts().forEach(this::alert);
    }
  }

  private void alert(SLOChainSpec.Alert alert) {
    line(
        "  - {severity: %s, long: %s, short: %s, budgetShare: \"%s\"}"
            .formatted(
                alert.severity(), alert.longWindow(), alert.shortWindow(), alert.budgetShare()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
