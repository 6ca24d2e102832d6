package dev.homeostat.controllers.prometheus;

import dev.homeostat.controllers.prometheus.Answer.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Questions to one source that are asked as one expression. Each row of the answer carries the
 * number of the question that it answers.
 *
 * @param questions at least one, each {@link Promql#mayJoin} where there are several
 */
record Batch(List<Promql> questions) {

  /** Label of the number; whatever an expression says of it itself is overwritten. */
  private static final String NUMBER = "homeostat_question";

  Batch {
    questions = List.copyOf(questions);
  }

  /** What is sent. */
  Promql together() {
    if (questions.size() == 1) {
      return questions.get(0);
    }
    String text =
        IntStream.range(0, questions.size())
            .mapToObj(i -> numbered(questions.get(i).text(), i))
            .collect(Collectors.joining("\nor "));
    int rows = questions.stream().mapToInt(Promql::rowsPerSeries).sum();
    return new Promql(questions.get(0).source(), text, rows, true);
  }

  // A line break ends a comment with which an expression may end.
  private static String numbered(String text, int number) {
    return "label_replace((%s\n), \"%s\", \"%d\", \"\", \"\")".formatted(text, NUMBER, number);
  }

  /** The answer of each question, in their order. */
  List<Answer> apart(Answer.Rows answer) {
    if (questions.size() == 1) {
      return List.of(answer);
    }
    List<List<Row>> rows = new ArrayList<>();
    questions.forEach(question -> rows.add(new ArrayList<>(2)));
    for (Row row : answer.all()) {
      Map<String, String> labels = new HashMap<>(row.labels());
      String number = labels.remove(NUMBER);
      if (number != null) {
        rows.get(Integer.parseInt(number)).add(new Row(labels, row.value(), row.atMillis()));
      }
    }
    return rows.stream().map(found -> (Answer) new Answer.Rows(found)).toList();
  }

  /** The two halves of a batch of several. */
  List<Batch> halves() {
    int middle = questions.size() / 2;
    return List.of(
        new Batch(questions.subList(0, middle)),
        new Batch(questions.subList(middle, questions.size())));
  }
}
