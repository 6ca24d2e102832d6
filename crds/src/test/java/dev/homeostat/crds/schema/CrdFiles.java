package dev.homeostat.crds.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homeostat.crds.Approval;
import dev.homeostat.crds.ControlLoop;
import dev.homeostat.crds.HomeostatControl;
import dev.homeostat.crds.LeaderFence;
import dev.homeostat.crds.ModeOverride;
import dev.homeostat.crds.OperatingMode;
import dev.homeostat.crds.SLOChain;
import dev.homeostat.crds.SignalSource;
import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** The texts of the CustomResourceDefinitions by file name, as generated and as committed. */
final class CrdFiles {

  static final Path COMMITTED = Path.of("src", "main", "resources", "META-INF", "homeostat");
  static final Path BASELINE = Path.of("src", "test", "resources", "baseline");

  private static final String HEADER =
      """
      # Generated from the types in dev.homeostat.crds; do not edit. To renew it:
      #   ./mvnw test -pl crds -DupdateCrds
      """;

  private static final YAMLMapper YAML = new YAMLMapper();

  static Map<String, String> generate() {
    Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();
    new CRDGenerator()
        .customResourceClasses(
            SignalSource.class,
            SLOChain.class,
            OperatingMode.class,
            ControlLoop.class,
            ModeOverride.class,
            Approval.class,
            HomeostatControl.class,
            LeaderFence.class)
        .withPostProcessor(new CrdPostProcessor())
        .withParallelGenerationEnabled(false)
        .withOutput(new InMemory(outputs))
        .generate();
    Map<String, String> files = new TreeMap<>();
    outputs.forEach(
        (name, bytes) ->
            files.put(
                name.replaceFirst("-v1$", "") + ".yaml",
                HEADER + pretty(bytes.toString(StandardCharsets.UTF_8))));
    return files;
  }

  /** As people write YAML: few quotes, long rules as blocks, whole numbers without exponent. */
  private static String pretty(String yaml) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(110);
    try {
      return new Yaml(new BlockRepresenter(options), options).dump(plain(YAML.readTree(yaml)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), plain(e.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (node.isNumber()) {
      boolean whole = node.doubleValue() == Math.rint(node.doubleValue());
      return whole ? (Object) node.longValue() : (Object) node.doubleValue();
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
  }

  /** Writes texts of several lines as blocks. */
  private static final class BlockRepresenter extends Representer {

    BlockRepresenter(DumperOptions options) {
      super(options);
    }

    @Override
    protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
      return super.representScalar(
          tag, value, value.contains("\n") ? DumperOptions.ScalarStyle.LITERAL : style);
    }
  }

  static void write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var paths = Files.newDirectoryStream(folder, "*.yaml")) {
      for (Path path : paths) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }

  static JsonNode tree(String yaml) throws IOException {
    return YAML.readTree(yaml);
  }

  /** Keeps what the generator writes. */
  private record InMemory(Map<String, ByteArrayOutputStream> outputs)
      implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {

    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return outputs.computeIfAbsent(name, n -> new ByteArrayOutputStream());
    }

    @Override
    public void close() {}
  }

  private CrdFiles() {}
}
