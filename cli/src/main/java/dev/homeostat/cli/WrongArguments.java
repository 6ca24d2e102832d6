package dev.homeostat.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, and where the right words are. */
final class WrongArguments {

  static String line(ParameterException e) {
    return "homeostat: "
        + what(e)
        + " (see ./"
        + e.getCommandLine().getCommandSpec().qualifiedName()
        + " --help)";
  }

  private static String what(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().stream()
          .map(WrongArguments::missing)
          .collect(Collectors.joining("; "));
    }
    ArgSpec argument = e.getArgSpec();
    if (e instanceof OverwrittenOptionException overwritten) {
      return name(overwritten.getOverwritten()) + " is given twice; keep one of them";
    }
    if (argument != null && e.getValue() != null) {
      return name(argument) + " expects " + expected(argument) + ", found '" + e.getValue() + "'";
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong arguments");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().get(0);
    List<String> suggestions = e.getSuggestions();
    String suggestion =
        suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    if (e.isUnknownOption()) {
      return "unknown option " + word + suggestion;
    }
    return e.getCommandLine().getSubcommands().isEmpty()
        ? "unexpected argument " + word + "; take it away"
        : "unknown command " + word + suggestion;
  }

  private static String missing(ArgSpec argument) {
    return argument.isOption()
        ? name(argument) + " needs a value: " + name(argument) + " " + argument.paramLabel()
        : argument.paramLabel() + " is missing";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String expected(ArgSpec argument) {
    Class<?> type = argument.type();
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(" or "));
    }
    if (type == long.class || type == int.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    return type == boolean.class ? "no value" : "the name of a file";
  }

  private WrongArguments() {}
}
