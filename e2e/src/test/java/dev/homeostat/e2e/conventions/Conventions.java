package dev.homeostat.e2e.conventions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The conventions that a machine can check, as functions from a file to what is wrong with it. */
final class Conventions {

  static final int MAIN_LINES = 400;
  static final int TEST_LINES = 600;
  static final int METHOD_LINES = 70;
  static final int PARAMETERS = 5;

  private static final Pattern VAGUE = Pattern.compile(".*(Utils?|Helper|Manager|Impl)");
  private static final Pattern PAUSE = Pattern.compile("(.*\\.)?(Thread|TimeUnit\\.\\w+)\\.sleep");
  private static final String SWITCHED_OFF = "Disabled.*";

  static List<String> vagueNames(SourceFile file) {
    return file.types().stream()
        .map(SourceFile.Type::name)
        .filter(name -> VAGUE.matcher(name).matches())
        .map(name -> name + " says nothing of what it is; name it after its work in the domain")
        .toList();
  }

  static List<String> longFiles(SourceFile file, int most) {
    return file.lines() <= most
        ? List.of()
        : List.of(file.className() + " has " + file.lines() + " lines, more than " + most);
  }

  static List<String> longMethods(SourceFile file) {
    return file.methods().stream()
        .filter(method -> method.lines() > METHOD_LINES)
        .map(method -> method.name() + " has " + method.lines() + " lines")
        .toList();
  }

  static List<String> manyParameters(SourceFile file) {
    return file.methods().stream()
        .filter(method -> method.parameters() > PARAMETERS)
        .map(method -> method.name() + " has " + method.parameters() + " parameters")
        .toList();
  }

  static List<String> undocumented(SourceFile file) {
    return file.types().stream()
        .filter(type -> type.open() && !type.documented())
        .map(type -> file.className() + " has no sentence that says what it is")
        .toList();
  }

  static List<String> pausesAndDisabledTests(SourceFile file) {
    List<String> found = new ArrayList<>();
    file.selections().stream()
        .filter(selection -> PAUSE.matcher(selection).matches())
        .forEach(selection -> found.add(file.className() + " calls " + selection));
    file.annotations().stream()
        .filter(annotation -> annotation.matches(SWITCHED_OFF))
        .forEach(annotation -> found.add(file.className() + " has a test @" + annotation));
    return found;
  }

  private Conventions() {}
}
