package dev.homeostat.sim.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The counters and gauges that a plant exposes, each a name, how to read it now, and what it can
 * be.
 */
public final class Series {

  private final List<String> names = new ArrayList<>();
  private final List<DoubleSupplier> readers = new ArrayList<>();
  private final Map<String, Reach> reaches = new HashMap<>();

  /** Exposes one more that counts something; a name is given once. */
  public void add(String name, DoubleSupplier reader) {
    add(name, Reach.COUNT, reader);
  }

  /** Exposes one more; a name is given once. */
  public void add(String name, Reach reach, DoubleSupplier reader) {
    if (names.contains(name)) {
      throw new IllegalArgumentException("the series " + name + " is exposed already");
    }
    names.add(name);
    readers.add(reader);
    reaches.put(name, reach);
  }

  /** The names, in the order in which they were added. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** What each of them can be, by name. */
  public Map<String, Reach> reaches() {
    return Map.copyOf(reaches);
  }

  /** What one of them is now. */
  public double read(int index) {
    return readers.get(index).getAsDouble();
  }

  /** Where a name stands in the list; a name that is not there is refused with the nearest. */
  public int indexOf(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(NearestName.refusal("series", name, names));
    }
    return index;
  }
}
