package dev.homeostat.crds;

/** Line (from 1) and path of a field. */
record Place(int line, FieldPath path) {

  Place field(int fieldLine, String key) {
    return new Place(fieldLine, path.field(key));
  }

  Place item(int itemLine, int index) {
    return new Place(itemLine, path.item(index));
  }
}
