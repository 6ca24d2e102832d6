package dev.homeostat.engine.port;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.TokenRef;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done outside, in its own time.
 *
 * @param key tells it apart from all others, also after a restart: what is begun twice under one
 *     key is meant once
 * @param resource on whose behalf
 * @param uid its identity
 * @param account ServiceAccount in its namespace whose rights count
 * @param timeoutMillis longest wait for it
 * @param work what is done
 */
public record Task(
    String key, ResourceId resource, String uid, String account, long timeoutMillis, Work work) {

  /** What is done. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RunJob.class, name = "job"),
    @JsonSubTypes.Type(value = Ask.class, name = "ask"),
    @JsonSubTypes.Type(value = Post.class, name = "post"),
    @JsonSubTypes.Type(value = Annotate.class, name = "annotate"),
    @JsonSubTypes.Type(value = Scale.class, name = "scale"),
    @JsonSubTypes.Type(value = Say.class, name = "say")
  })
  public sealed interface Work {}

  /**
   * A Job from the template of a CronJob; done once it has succeeded.
   *
   * @param cronJob name of it
   */
  public record RunJob(String cronJob) implements Work {}

  /**
   * A GET; done where the answer is 2xx.
   *
   * @param url which
   * @param token sent with it, read as the account; null where none is
   */
  public record Ask(String url, @Nullable TokenRef token) implements Work {}

  /**
   * A POST; done where the answer is 2xx.
   *
   * @param url which
   * @param body JSON
   * @param token sent with it, read as the account; null where none is
   */
  public record Post(String url, String body, @Nullable TokenRef token) implements Work {}

  /**
   * An annotation.
   *
   * @param object that bears it
   * @param key of it
   * @param value of it; null removes it
   */
  public record Annotate(ObjectRef object, String key, @Nullable String value) implements Work {}

  /**
   * Replicas brought within bounds; done also where they are already.
   *
   * @param object that is scaled
   * @param atLeast fewest
   * @param atMost most
   */
  public record Scale(ObjectRef object, int atLeast, int atMost) implements Work {}

  /**
   * An Event.
   *
   * @param message for people
   */
  public record Say(String message) implements Work {}
}
