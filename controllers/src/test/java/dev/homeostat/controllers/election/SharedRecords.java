package dev.homeostat.controllers.election;

/** One cluster's Lease and fence in memory, with versions as the API server keeps them. */
final class SharedRecords {

  LeaseRecord lease;
  FenceRecord fence;
  private long version;

  /** What one operator sees of it. */
  View view(String identity, long durationMillis) {
    return new View(identity, durationMillis);
  }

  private String nextVersion() {
    version++;
    return Long.toString(version);
  }

  /** The requests of one operator, which can be made to fail. */
  final class View implements ElectionRecords {

    private final String identity;
    private final long durationMillis;
    boolean cutOff;
    boolean fenceForbidden;

    private View(String identity, long durationMillis) {
      this.identity = identity;
      this.durationMillis = durationMillis;
    }

    @Override
    public Answer<LeaseRecord> readLease() {
      return cutOff ? noAnswer() : new Answer.Got<>(lease);
    }

    @Override
    public Answer<LeaseRecord> putLease(LeaseRecord over, long transitions, boolean acquires) {
      return write(over, identity, transitions, durationMillis);
    }

    @Override
    public Answer<LeaseRecord> releaseLease(LeaseRecord over) {
      return write(over, "", over.transitions(), 1000);
    }

    private Answer<LeaseRecord> write(
        LeaseRecord over, String holder, long transitions, long duration) {
      if (cutOff) {
        return noAnswer();
      }
      if (!version(over == null ? null : over.resourceVersion())
          .equals(version(lease == null ? null : lease.resourceVersion()))) {
        return new Answer.Failed<>("Conflict", "found another version");
      }
      String next = nextVersion();
      lease = new LeaseRecord(holder, transitions, "renewal " + next, duration, next);
      return new Answer.Got<>(lease);
    }

    @Override
    public Answer<FenceRecord> readFence() {
      return cutOff ? noAnswer() : new Answer.Got<>(fence);
    }

    @Override
    public Answer<FenceRecord> putFence(FenceRecord over, long transitions) {
      if (cutOff) {
        return noAnswer();
      }
      if (fenceForbidden) {
        return new Answer.Failed<>("Forbidden", "found 403");
      }
      if (!version(over == null ? null : over.resourceVersion())
          .equals(version(fence == null ? null : fence.resourceVersion()))) {
        return new Answer.Failed<>("Conflict", "found another version");
      }
      fence = new FenceRecord(identity, transitions, nextVersion());
      return new Answer.Got<>(fence);
    }

    private static String version(String version) {
      return version == null ? "none" : version;
    }

    private static <T> Answer<T> noAnswer() {
      return new Answer.Failed<>("NoAnswer", "found no answer");
    }
  }
}
