package dev.homeostat.sim.plant;

/**
 * Hands what one service of a chain has done to the next one, whether its client still waits or
 * not. An error of any of them ends the attempt, and so does a refusal.
 */
final class Handover implements Answers {

  private final Attempts attempts;
  private final Service next;
  private final Answers clients;

  Handover(Attempts attempts, Service next, Answers clients) {
    this.attempts = attempts;
    this.next = next;
    this.clients = clients;
  }

  /** Work is of use as long as somebody waits for what the others will make of it. */
  @Override
  public boolean answered(int attempt, boolean well) {
    if (!well) {
      return clients.answered(attempt, false);
    }
    boolean waited = attempts.isWaiting(attempt);
    return switch (next.offer(attempt)) {
      case TAKEN -> waited;
      case ANSWERED -> clients.answered(attempt, true);
      case REJECTED -> {
        clients.shed(attempt);
        yield false;
      }
    };
  }

  @Override
  public void shed(int attempt) {
    clients.shed(attempt);
  }
}
