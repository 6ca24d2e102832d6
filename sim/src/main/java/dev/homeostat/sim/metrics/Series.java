package dev.homeostat.sim.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The counters and gauges that a plant exposes, each a name and how to read it now. */
public final class Series {

  private final List<String> names = new ArrayList<>();
  private final List<DoubleSupplier> readers = new ArrayList<>();

  /** Exposes one more; a name is given once. */
  public void add(String name, DoubleSupplier reader) {
    if (names.contains(name)) {
      throw new IllegalArgumentException("the series " + name + " is exposed already");
    }
    names.add(name);
    readers.add(reader);
  }

  /** The names, in the order in which they were added. */
  public List<String> names() {
    return List.copyOf(names);
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
