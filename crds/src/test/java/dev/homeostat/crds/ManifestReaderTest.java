package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents, their envelope and metadata, unknown and doubled fields, lines and order. */
class ManifestReaderTest {

  private static final String HEAD =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: OperatingMode
      metadata: {name: checkout}
      """;

  private static ManifestFile read(String yaml) {
    return ManifestReader.read("policy.yaml", yaml);
  }

  private static List<String> problems(String yaml) {
    return read(yaml).problems().stream().map(ManifestProblem::toString).toList();
  }

  @Test
  void read_severalDocuments_allKindsInOrder() {
    ManifestFile file =
        read(
            """
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: SignalSource
            metadata: {name: main}
            spec: {url: 'http://prometheus:9090'}
            ---
            # nothing here
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: SLOChain
            metadata: {name: chain, namespace: shop}
            spec: {source: main}
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: OperatingMode
            metadata: {name: mode}
            spec: {}
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: ControlLoop
            metadata: {name: loop, labels: {app.kubernetes.io/name: shop}, annotations: {a: b}}
            spec: {priority: 3}
            ---
            """);
    assertThat(file.problems()).isEmpty();
    assertThat(file.manifests())
        .extracting(Manifest::kind)
        .containsExactly("SignalSource", "SLOChain", "OperatingMode", "ControlLoop");
    assertThat(file.manifests())
        .extracting(m -> m.metadata().namespace())
        .containsExactly(null, "shop", "default", "default");
    assertThat(file.of(SLOChainSpec.class))
        .singleElement()
        .satisfies(m -> assertThat(m.spec().source()).isEqualTo("main"));
    Manifest<ControlLoopSpec> loop = file.of(ControlLoopSpec.class).get(0);
    assertThat(loop.spec().priority()).isEqualTo(3);
    assertThat(loop.metadata().labels()).containsEntry("app.kubernetes.io/name", "shop");
    assertThat(loop.metadata().annotations()).containsEntry("a", "b");
    assertThat(loop.origin().file()).isEqualTo("policy.yaml");
    assertThat(loop.origin().lineOf("")).isEqualTo(19);
  }

  @Test
  void read_everyField_hasItsLine() {
    Origin origin =
        read(HEAD
                + """
                spec:
                  enforcement:
                    Observe
                  interval: ~
                  knobs:
                  - name: ttl
                    values:
                      target: 5m
                  -
                    name: pool
                    values: {target: 1,
                             floor: 2}
                  modes:
                    recovery: {steps: [1,
                                       100]}
                """)
            .manifests()
            .get(0)
            .origin();
    assertThat(origin.lines())
        .containsEntry("", 1)
        .containsEntry("apiVersion", 1)
        .containsEntry("kind", 2)
        .containsEntry("metadata", 3)
        .containsEntry("metadata.name", 3)
        .containsEntry("spec", 4)
        .containsEntry("spec.enforcement", 5)
        .containsEntry("spec.interval", 7)
        .containsEntry("spec.knobs", 8)
        .containsEntry("spec.knobs[0]", 9)
        .containsEntry("spec.knobs[0].name", 9)
        .containsEntry("spec.knobs[0].values", 10)
        .containsEntry("spec.knobs[0].values.target", 11)
        .containsEntry("spec.knobs[1]", 13)
        .containsEntry("spec.knobs[1].name", 13)
        .containsEntry("spec.knobs[1].values", 14)
        .containsEntry("spec.knobs[1].values.target", 14)
        .containsEntry("spec.knobs[1].values.floor", 15)
        .containsEntry("spec.modes", 16)
        .containsEntry("spec.modes.recovery", 17)
        .containsEntry("spec.modes.recovery.steps", 17)
        .containsEntry("spec.modes.recovery.steps[0]", 17)
        .containsEntry("spec.modes.recovery.steps[1]", 18)
        .hasSize(23);
    assertThat(origin.lineOf("spec.knobs[1].values.degraded")).isEqualTo(14);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "---\n", "# only a comment\n", "---\n---\n~\n", "null", "\uFEFF"})
  void read_noResource_isAProblem(String yaml) {
    assertThat(problems(yaml))
        .containsExactly(
            "policy.yaml:1: expected at least one resource, found none; write one of these kinds:"
                + " SignalSource, SLOChain, OperatingMode, ControlLoop, ModeOverride,"
                + " Approval, HomeostatControl");
  }

  @Test
  void read_byteOrderMark_isAccepted() {
    assertThat(problems("\uFEFF" + HEAD + "spec: {}\n")).isEmpty();
    assertThat(problems("\uFEFF---\n" + HEAD + "spec: {}\n")).isEmpty();
    assertThat(problems("\uFEFF# why\n" + HEAD + "spec: {}\n")).isEmpty();
  }

  @Test
  void read_windowsLineEnds_sameLines() {
    String yaml = (HEAD + "spec:\n  # why\n  colour: red\n").replace("\n", "\r\n");
    assertThat(problems(yaml)).singleElement().asString().startsWith("policy.yaml:6: spec.colour:");
  }

  @Test
  void read_unknownField_namesLineAndNearestName() {
    assertThat(problems(HEAD + "spec:\n  knobs:\n  - name: ttl\n    saferDirecton: Lower\n"))
        .containsExactly(
            "policy.yaml:7: spec.knobs[0].saferDirecton: unknown field; did you mean"
                + " saferDirection?");
  }

  @Test
  void read_unknownFieldNearNothing_listsKnownFields() {
    assertThat(problems(HEAD + "spec:\n  modes:\n    target: {colour: red}\n"))
        .containsExactly(
            "policy.yaml:6: spec.modes.target.colour: unknown field; known fields: guarantee,"
                + " onEntry, onExit");
  }

  @Test
  void read_renamedComponent_hasItsYamlNameOnly() {
    String clause = "spec: {modes: {floor: {enter: [{allOf: [{%s: 2m}]}]}}}\n";
    ManifestFile file = read(HEAD + clause.formatted("for"));
    OperatingModeSpec spec = file.of(OperatingModeSpec.class).get(0).spec();
    assertThat(spec.modes().floor().enter().get(0).allOf().get(0).forDuration()).isEqualTo("2m");
    assertThat(problems(HEAD + clause.formatted("forDuration")))
        .singleElement()
        .asString()
        .contains("allOf[0].forDuration: unknown field");
  }

  @Test
  void read_unknownTopLevelField_isAProblem() {
    assertThat(problems(HEAD + "spec: {}\nspecs: {}\ndata: {}\n"))
        .containsExactly(
            "policy.yaml:5: specs: unknown field; did you mean spec?",
            "policy.yaml:6: data: unknown field; known fields: apiVersion, kind, metadata, spec");
  }

  @Test
  void read_serverWrittenMetadata_isAProblem() {
    assertThat(problems(HEAD.replace("checkout", "checkout, uid: x") + "spec: {}\n"))
        .containsExactly(
            "policy.yaml:3: metadata.uid: unknown field; known fields: name, namespace, labels,"
                + " annotations");
  }

  @Test
  void read_duplicateKey_namesBothLines() {
    assertThat(problems(HEAD + "spec:\n  interval: 10s\n  deletionPolicy: Leave\n  interval: 5s\n"))
        .containsExactly(
            "policy.yaml:7: spec.interval: found a second time, first at line 5; keep one of them");
  }

  @Test
  void read_status_isAProblem() {
    assertThat(problems(HEAD + "spec: {}\nstatus:\n  mode: Target\n"))
        .containsExactly(
            "policy.yaml:5: status: expected none, since Homeostat writes it; remove it with all"
                + " its fields");
  }

  @Test
  void read_otherApiVersion_isAProblemBesideTheOthers() {
    assertThat(problems(HEAD.replace("v1alpha1", "v1") + "spec: {intervall: 1s}\n"))
        .containsExactly(
            "policy.yaml:1: apiVersion: expected homeostat.dev/v1alpha1, found homeostat.dev/v1;"
                + " correct it, or move the resource to another file",
            "policy.yaml:4: spec.intervall: unknown field; did you mean interval?");
  }

  @Test
  void read_misspeltKind_namesNearestAndStillChecksSpec() {
    assertThat(problems(HEAD.replace("OperatingMode", "OperatingMod") + "spec: {intervall: 1s}\n"))
        .containsExactly(
            "policy.yaml:2: kind: expected one of SignalSource, SLOChain, OperatingMode,"
                + " ControlLoop, ModeOverride, Approval, HomeostatControl, found OperatingMod; did"
                + " you mean OperatingMode?",
            "policy.yaml:4: spec.intervall: unknown field; did you mean interval?");
  }

  @Test
  void read_foreignResource_isAProblemWithoutNoise() {
    assertThat(problems("apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n"))
        .containsExactly(
            "policy.yaml:1: apiVersion: expected homeostat.dev/v1alpha1, found v1; correct it, or"
                + " move the resource to another file",
            "policy.yaml:2: kind: expected one of SignalSource, SLOChain, OperatingMode,"
                + " ControlLoop, ModeOverride, Approval, HomeostatControl, found ConfigMap; correct"
                + " it, or move the resource to another file");
  }

  @Test
  void read_nothingButAKind_namesAllThatIsMissing() {
    assertThat(problems("---\nkind: ControlLoop\n"))
        .containsExactly(
            "policy.yaml:2: apiVersion: expected homeostat.dev/v1alpha1, found none; write it",
            "policy.yaml:2: metadata.name: expected the name of the ControlLoop, found none; write"
                + " name: my-name under metadata",
            "policy.yaml:2: spec: expected the spec of the ControlLoop, found none; write it");
    assertThat(problems("apiVersion: homeostat.dev/v1alpha1\nmetadata: {name: a}\n"))
        .containsExactly(
            "policy.yaml:1: kind: expected one of SignalSource, SLOChain, OperatingMode,"
                + " ControlLoop, ModeOverride, Approval, HomeostatControl, found none; write it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb: c", "- a", "[]", "just text"})
  void read_documentThatIsNoResource_isAProblem(String yaml) {
    assertThat(read(yaml).manifests()).isEmpty();
    assertThat(read(yaml).problems()).isNotEmpty();
  }

  @Test
  void read_listOfResources_saysWhatIsExpected() {
    assertThat(problems("- kind: SLOChain\n"))
        .containsExactly(
            "policy.yaml:1: expected a resource with apiVersion, kind, metadata and spec, found a"
                + " list");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "a-b.c-1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbb"})
  void read_validName_isAccepted(String name) {
    assertThat(problems(HEAD.replace("checkout", "'" + name + "'") + "spec: {}\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Checkout",
        "-a",
        "a-",
        "a..b",
        ".a",
        "a_b",
        "a/b",
        "ä",
        "a\\n",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void read_invalidName_isAProblem(String name) {
    assertThat(problems(HEAD.replace("checkout", "\"" + name + "\"") + "spec: {}\n"))
        .singleElement()
        .asString()
        .startsWith("policy.yaml:3: metadata.name: expected at most 63 of the characters");
  }

  @Test
  void read_missingName_isAProblemAtMetadata() {
    assertThat(problems(HEAD.replace("{name: checkout}", "{namespace: shop}") + "spec: {}\n"))
        .singleElement()
        .asString()
        .startsWith("policy.yaml:3: metadata.name: expected the name of the OperatingMode");
    assertThat(problems(HEAD.replace("{name: checkout}", "{name: ~}") + "spec: {}\n"))
        .singleElement()
        .asString()
        .startsWith("policy.yaml:3: metadata.name: expected the name of the OperatingMode");
  }

  @Test
  void read_invalidNamespace_isAProblem() {
    assertThat(problems(HEAD.replace("checkout", "a, namespace: my.shop") + "spec: {}\n"))
        .singleElement()
        .asString()
        .startsWith("policy.yaml:3: metadata.namespace: expected at most 63 of the characters");
  }

  @Test
  void read_namespaceOfClusterScopedKind_isAProblem() {
    String yaml =
        HEAD.replace("OperatingMode", "SignalSource").replace("checkout", "a, namespace: b");
    assertThat(problems(yaml + "spec: {}\n"))
        .containsExactly(
            "policy.yaml:3: metadata.namespace: expected none, since a SignalSource belongs to the"
                + " whole cluster; remove it");
  }

  @Test
  void read_sameResourceTwice_namesBothLines() {
    String second = "---\n" + HEAD.replace("checkout", "checkout, namespace: default");
    ManifestFile file = read(HEAD + "spec: {}\n" + second + "spec: {}\n");
    assertThat(file.problems())
        .extracting(ManifestProblem::toString)
        .containsExactly(
            "policy.yaml:8: metadata.name: OperatingMode default/checkout stands in lines 3 and 8;"
                + " rename one, or remove it");
    assertThat(file.manifests()).hasSize(1);
  }

  @Test
  void read_sameBrokenResourceTwice_isStillFound() {
    String source =
        HEAD.replace("OperatingMode", "SignalSource").replace("checkout", "\"\\e\", namespace: x");
    assertThat(problems(source + "spec: {}\n---\n" + source.replace("x}", "z}") + "spec: {}\n"))
        .hasSize(5)
        .contains(
            "policy.yaml:8: metadata.name: SignalSource \\u001B stands in lines 3 and 8; rename"
                + " one, or remove it");
  }

  @Test
  void read_sameNameElsewhere_isNoProblem() {
    String other = HEAD.replace("checkout", "checkout, namespace: other");
    String kind = HEAD.replace("OperatingMode", "SLOChain");
    String yaml = String.join("spec: {}\n---\n", HEAD, other, kind) + "spec: {}\n";
    assertThat(problems(yaml)).isEmpty();
  }

  @Test
  void read_manyProblems_allInOrderOfLines() {
    ManifestFile file =
        read(
            """
            apiVersion: homeostat.dev/v1alpha1
            kind: OperatingMode
            metadata: {name: Bad}
            spec:
              knobs:
              - {name: 1, colour: red}
              enforcment: Observe
            status: {}
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: ControlLoop
            metadata: {name: good}
            spec: {}
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: ControlLoop
            spec: {priority: high}
            metadata: {name: other}
            """);
    assertThat(file.problems())
        .extracting(p -> p.line() + " " + p.path())
        .containsExactly(
            "3 metadata.name",
            "6 spec.knobs[0].colour",
            "6 spec.knobs[0].name",
            "7 spec.enforcment",
            "8 status",
            "17 spec.priority");
    assertThat(file.manifests()).extracting(m -> m.metadata().name()).containsExactly("good");
  }
}
