package dev.homeostat.controllers.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trees are as an API server of 1.34 wrote them. */
class FieldSetTest {

  private static final FieldPath DATA = FieldPath.ROOT.member("data");
  private static final FieldPath APP =
      FieldPath.ROOT.member("containers").child("k:{\"name\":\"app\"}");

  private static FieldSet set(String tree) throws Exception {
    return new FieldSet((ObjectNode) AccountRequests.JSON.readTree(tree.replace('\'', '"')));
  }

  private static String text(FieldSet set) {
    return AccountRequests.compact(set.tree()).replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|{'f:data':{'f:a':{}}}",
        "{'f:data':{}}|{'f:data':{'.':{},'f:a':{}}}",
        "{'f:data':{'.':{},'f:b':{}}}|{'f:data':{'.':{},'f:b':{},'f:a':{}}}",
        "{'f:data':{'f:b':{}}}|{'f:data':{'f:b':{},'f:a':{}}}",
        "{'f:data':{'f:a':{}}}|{'f:data':{'f:a':{}}}",
        "{'f:data':{'f:a':{'f:x':{}}}}|{'f:data':{'f:a':{'f:x':{},'.':{}}}}",
      })
  void add_member_isWrittenAsTheServerDoes(String before, String after) throws Exception {
    FieldSet set = set(before);
    set.add(DATA.member("a"));
    assertThat(text(set)).isEqualTo(after);
    assertThat(set.contains(DATA.member("a"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'f:data':{'f:a':{}}}|{}",
        "{'f:data':{'f:a':{},'f:b':{}}}|{'f:data':{'f:b':{}}}",
        "{'f:data':{'.':{},'f:a':{}}}|{'f:data':{}}",
        "{'f:data':{}}|{'f:data':{}}",
        "{'f:data':{'f:a':{'.':{},'f:x':{}}}}|{'f:data':{'f:a':{'f:x':{}}}}",
        "{'f:other':{}}|{'f:other':{}}",
      })
  void remove_member_leavesTheOthers(String before, String after) throws Exception {
    FieldSet set = set(before);
    set.remove(DATA.member("a"));
    assertThat(text(set)).isEqualTo(after);
    assertThat(set.contains(DATA.member("a"))).isFalse();
  }

  @Test
  void remove_lastFieldOfAnItem_takesItsKeyToo() throws Exception {
    FieldSet set =
        set("{'f:containers':{'k:{\\'name\\':\\'app\\'}':{'.':{},'f:image':{},'f:name':{}}}}");
    set.remove(APP.member("image"));
    assertThat(set.isEmpty()).isTrue();
  }

  @Test
  void remove_oneOfTwoFieldsOfAnItem_leavesItsKey() throws Exception {
    FieldSet set =
        set(
            "{'f:containers':{'k:{\\'name\\':\\'app\\'}':{'.':{},'f:image':{},'f:name':{},'f:tty':{}}}}");
    set.remove(APP.member("image"));
    assertThat(set.contains(APP.member("tty"))).isTrue();
    assertThat(set.contains(APP.member("name"))).isTrue();
    assertThat(set.contains(APP)).isTrue();
  }

  @Test
  void contains_wayToAMember_isNoMember() throws Exception {
    FieldSet set = set("{'f:data':{'f:a':{}}}");
    assertThat(set.contains(DATA)).isFalse();
    assertThat(set("{'f:data':{'.':{},'f:a':{}}}").contains(DATA)).isTrue();
  }
}
