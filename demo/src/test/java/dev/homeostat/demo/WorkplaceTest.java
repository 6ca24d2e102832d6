package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkplaceTest {

  @Test
  void close_copies_leavesNoFolder() throws Exception {
    Path settings;
    try (Workplace workplace = Workplace.open()) {
      settings = workplace.copy("without").attachment().settings();
      assertThat(settings.resolve("admission.limit")).hasContent("620");
    }

    assertThat(settings.getParent().getParent()).doesNotExist();
  }

  @Test
  void copy_second_hasAFolderOfItsOwn() throws Exception {
    try (Workplace workplace = Workplace.open()) {
      assertThat(workplace.copy("without").attachment().settings())
          .isNotEqualTo(workplace.copy("with").attachment().settings());
    }
  }
}
