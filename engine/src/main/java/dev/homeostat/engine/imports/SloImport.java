package dev.homeostat.engine.imports;

import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.crds.YamlFile;
import dev.homeostat.crds.YamlNode;
import dev.homeostat.engine.rules.ChainPlanCompilation;
import dev.homeostat.engine.rules.ChainPlanCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What became of the SLOs of other tools: Sloth's {@code prometheus/v1}, its Kubernetes kind and
 * its alert windows, and OpenSLO v1 and v1alpha.
 *
 * @param yaml SLOChains; empty where there are none
 * @param chains how many
 * @param leftOut what the chains do not carry, and mean the same without
 * @param refused what stands in the way of the SLOs that are not among the chains
 */
public record SloImport(
    String yaml, int chains, List<ManifestProblem> leftOut, List<ManifestProblem> refused) {

  public SloImport {
    leftOut = List.copyOf(leftOut);
    refused = List.copyOf(refused);
  }

  /**
   * Imports files.
   *
   * @param source name of the SignalSource that holds the counters
   * @param namespace where chains go whose file names no namespace
   */
  public static SloImport of(List<YamlFile> files, String source, String namespace) {
    ImportNotes notes = new ImportNotes();
    List<Source> documents = new ArrayList<>();
    for (YamlFile file : files) {
      notes.refused().addAll(file.problems());
      if (file.documents().isEmpty() && file.problems().isEmpty()) {
        notes.refused().add(new ManifestProblem(file.name(), 1, "", "expected an SLO, found none"));
      }
      for (YamlNode document : file.documents()) {
        documents.add(Source.of(file.name(), document));
      }
    }
    SlothWindows windows = SlothWindows.among(documents, notes);
    List<ImportedChain> chains = new ArrayList<>();
    for (Source document : documents) {
      chains.addAll(chains(document, windows, namespace, notes));
    }
    if (chains.isEmpty() && windows.place() != null && notes.refused().isEmpty()) {
      notes.refuse(windows.place(), "windows without an SLO; name them with the files of the SLOs");
    }
    List<ImportedChain> unique = withoutDoubles(chains, notes);
    unique.removeIf(chain -> !isSound(chain, source, notes));
    return new SloImport(
        ChainYaml.of(unique, source), unique.size(), notes.leftOut(), notes.refused());
  }

  private static List<ImportedChain> chains(
      Source document, SlothWindows windows, String namespace, ImportNotes notes) {
    String version =
        Objects.requireNonNullElse(document.anyField("apiVersion", "version").text(), "none");
    String kind = Objects.requireNonNullElse(document.field("kind").text(), "none");
    switch (version + " " + kind) {
      case "prometheus/v1 none", "sloth.slok.dev/v1 PrometheusServiceLevel" -> {
        return new SlothReader(windows, namespace, notes).read(document);
      }
      case "sloth.slok.dev/v1 AlertWindows" -> {
        return List.of();
      }
      case "openslo/v1 SLO", "openslo/v1alpha SLO" -> {
        return new OpenSloReader(namespace, notes).read(document);
      }
      default -> {
        notes.refuse(
            document,
            "expected Sloth's version: prometheus/v1, its kind PrometheusServiceLevel or"
                + " AlertWindows, or the kind SLO of openslo/v1 or openslo/v1alpha, found "
                + (version + " " + kind));
        return List.of();
      }
    }
  }

  /** Whether an SLOChain may be so, too; else what is wrong with it is told at its place. */
  private static boolean isSound(ImportedChain chain, String source, ImportNotes notes) {
    ManifestFile file = ManifestReader.read("imported.yaml", ChainYaml.of(List.of(chain), source));
    List<String> problems = new ArrayList<>();
    file.problems().forEach(problem -> problems.add(problem.toString()));
    for (Manifest<SLOChainSpec> one : file.of(SLOChainSpec.class)) {
      if (ChainPlanCompiler.compile(one.metadata(), one.spec())
          instanceof ChainPlanCompilation.Refused refused) {
        refused
            .problems()
            .forEach(problem -> problems.add(problem.subject() + ": " + problem.message()));
      }
    }
    problems.forEach(
        problem -> notes.refuse(chain.place(), "it would be no sound SLOChain: " + problem));
    return problems.isEmpty();
  }

  private static List<ImportedChain> withoutDoubles(List<ImportedChain> chains, ImportNotes notes) {
    Map<String, ImportedChain> byName = new HashMap<>();
    List<ImportedChain> unique = new ArrayList<>();
    for (ImportedChain chain : chains) {
      String name = chain.namespace() + "/" + chain.name();
      ImportedChain earlier = byName.putIfAbsent(name, chain);
      if (earlier == null) {
        unique.add(chain);
      } else {
        notes.refuse(
            chain.place(),
            "it would become the SLOChain %s, as does the one at %s:%d; rename one of them"
                .formatted(name, earlier.place().file(), earlier.place().line()));
      }
    }
    return unique;
  }
}
