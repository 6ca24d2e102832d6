package dev.homeostat.crds;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A text file that is read no further than a manifest may be long.
 *
 * @param text empty where there is a problem
 * @param problem why it cannot be read, or null
 */
record BoundedText(String text, @Nullable String problem) {

  static final int MAX_BYTES = 1 << 20;

  static final String TOO_LARGE =
      "expected at most 1 MiB (1048576 bytes), found more; split it into several files";

  static BoundedText read(Path file) {
    if (Files.isDirectory(file)) {
      return unreadable("expected a YAML file, found a directory; name a file in it");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return unreadable("expected a YAML file, found nothing here; check the path");
    } catch (AccessDeniedException e) {
      return unreadable(
          "expected a file that may be read, found no permission; check its mode and owner");
    } catch (IOException e) {
      return unreadable(
          "expected a YAML file, found something that cannot be read; check the path");
    }
    if (bytes.length > MAX_BYTES) {
      return unreadable(TOO_LARGE);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new BoundedText(text, null);
    } catch (CharacterCodingException e) {
      return unreadable("expected text in UTF-8, found other bytes; save it as UTF-8");
    }
  }

  static boolean isTooLarge(String text) {
    return text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  private static BoundedText unreadable(String problem) {
    return new BoundedText("", problem);
  }
}
