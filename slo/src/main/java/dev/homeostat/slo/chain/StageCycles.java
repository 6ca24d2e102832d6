package dev.homeostat.slo.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds stages that contain each other: one cycle for each group of them. */
final class StageCycles {

  private final Map<String, Stage> stages = new LinkedHashMap<>();

  StageCycles(List<Stage> declared) {
    declared.forEach(stage -> stages.putIfAbsent(stage.name(), stage));
  }

  /** Each cycle as the names along it, the first one again at the end. */
  List<List<String>> find() {
    List<List<String>> cycles = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (String start : stages.keySet()) {
      List<String> cycle = told.contains(start) ? List.of() : shortestBackTo(start);
      if (!cycle.isEmpty()) {
        cycles.add(cycle);
        told.addAll(cycle);
      }
    }
    return cycles;
  }

  private List<String> shortestBackTo(String start) {
    Map<String, String> parents = new HashMap<>();
    Deque<String> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      String name = queue.remove();
      Stage stage = stages.get(name);
      if (stage == null) {
        continue;
      }
      for (String member : stage.members()) {
        if (member.equals(start)) {
          return path(start, name, parents);
        }
        if (parents.putIfAbsent(member, name) == null) {
          queue.add(member);
        }
      }
    }
    return List.of();
  }

  private static List<String> path(String start, String end, Map<String, String> parents) {
    List<String> path = new ArrayList<>(List.of(start));
    for (String name = end; name != null && !name.equals(start); name = parents.get(name)) {
      path.add(name);
    }
    path.add(start);
    Collections.reverse(path);
    return path;
  }
}
