package dev.homeostat.e2e.conventions;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the conventions ask of a source file, as the compiler's parser reads it.
 *
 * @param module folder of its module
 * @param className name of its outermost class
 * @param lines how long it is
 * @param types declared in it, at any depth
 * @param methods and constructors declared in it
 * @param annotations simple names, as often as they stand
 * @param selections such as {@code Assertions.assertThat}
 */
public record SourceFile(
    String module,
    String className,
    int lines,
    List<Type> types,
    List<Method> methods,
    List<String> annotations,
    List<String> selections) {

  /**
   * A type.
   *
   * @param name its simple name
   * @param open whether it is public and not inside another
   * @param documented whether it has a Javadoc comment
   */
  public record Type(String name, boolean open, boolean documented) {}

  /**
   * A method or a constructor.
   *
   * @param name of the method; {@code <init>} for a constructor
   * @param lines how long it is
   * @param parameters how many it has; 0 for the canonical constructor of a record
   */
  public record Method(String name, int lines, int parameters) {}

  /** Reads a file. */
  static SourceFile read(String module, Path folder, Path file) {
    try {
      String path = folder.relativize(file).toString();
      String name = path.substring(0, path.length() - ".java".length());
      return parse(
          module, name.replace(file.getFileSystem().getSeparator(), "."), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text. */
  static SourceFile parse(String module, String className, String text) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, null, List.of("-proc:none"), null, List.of(new Text(className, text)));
    SourceFile file =
        new SourceFile(
            module,
            className,
            Math.toIntExact(text.lines().count()),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Reader(unit, Trees.instance(task)).scan(unit, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String className, String text) {
      super(
          URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension),
          Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Reader extends TreePathScanner<Void, SourceFile> {
    private final CompilationUnitTree unit;
    private final Trees trees;

    Reader(CompilationUnitTree unit, Trees trees) {
      this.unit = unit;
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, SourceFile file) {
      boolean outermost = getCurrentPath().getParentPath().getLeaf() == unit;
      file.types()
          .add(
              new Type(
                  type.getSimpleName().toString(),
                  outermost && type.getModifiers().getFlags().contains(Modifier.PUBLIC),
                  trees.getDocComment(getCurrentPath()) != null));
      return super.visitClass(type, file);
    }

    @Override
    public Void visitMethod(MethodTree method, SourceFile file) {
      ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      int parameters = method.getParameters().size();
      boolean canonical =
          owner.getKind() == Tree.Kind.RECORD
              && method.getName().contentEquals("<init>")
              && parameters == components(owner);
      file.methods()
          .add(
              new Method(
                  owner.getSimpleName() + "." + method.getName(),
                  lines(method),
                  canonical ? 0 : parameters));
      return super.visitMethod(method, file);
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, SourceFile file) {
      String name = annotation.getAnnotationType().toString();
      file.annotations().add(name.substring(name.lastIndexOf('.') + 1));
      return super.visitAnnotation(annotation, file);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree selection, SourceFile file) {
      file.selections().add(selection.toString());
      return super.visitMemberSelect(selection, file);
    }

    private int lines(MethodTree method) {
      SourcePositions positions = trees.getSourcePositions();
      long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
      long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
      return Math.toIntExact(last - first + 1);
    }

    private static long components(ClassTree record) {
      return record.getMembers().stream()
          .filter(
              member ->
                  member instanceof VariableTree field
                      && !field.getModifiers().getFlags().contains(Modifier.STATIC))
          .count();
    }
  }
}
