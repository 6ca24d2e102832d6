package dev.homeostat.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * New text of a file, written beside it and then put in its place: a reader sees the old text or
 * the new one, never half of one.
 */
final class Replacement {

  private final Path next;
  private final Path file;

  private Replacement(Path next, Path file) {
    this.next = next;
    this.file = file;
  }

  /** Writes the text beside the file, or beside the file that a symbolic link leads to. */
  static Replacement stage(Path file, String text) throws IOException {
    Path real = file.toRealPath();
    Replacement replacement =
        new Replacement(real.resolveSibling("." + real.getFileName() + ".next"), real);
    try {
      Files.writeString(replacement.next, text);
      PosixFileAttributeView mode =
          Files.getFileAttributeView(replacement.next, PosixFileAttributeView.class);
      if (mode != null) {
        mode.setPermissions(Files.getPosixFilePermissions(real));
      }
      return replacement;
    } catch (IOException e) {
      replacement.discard();
      throw e;
    }
  }

  /** Puts it in the file's place. */
  void commit() throws IOException {
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes away what was staged, where it was not put in place. */
  void discard() {
    try {
      Files.deleteIfExists(next);
    } catch (IOException e) {
      // The next write replaces what is left, and no reader looks at a hidden file.
    }
  }
}
