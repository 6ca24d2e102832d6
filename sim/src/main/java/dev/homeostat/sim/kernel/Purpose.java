package dev.homeostat.sim.kernel;

/**
 * What a random number is for; each purpose has numbers of its own.
 *
 * <p>The number of a purpose is part of every draw, and so never changes.
 */
public enum Purpose {
  /** Time from one request's arrival to the next. */
  ARRIVAL(1),
  /** Time of service of an attempt. */
  SERVICE(2),
  /** Whether a request also calls a dependency. */
  CALL_CHOICE(3),
  /** Time of that call. */
  CALL(4),
  /** Which key a request reads. */
  KEY(5),
  /** Way of an attempt to the server. */
  NETWORK_OUT(6),
  /** Way of an answer back. */
  NETWORK_BACK(7),
  /** Wait before an attempt is sent again. */
  BACK_OFF(8),
  /** Whether a value is refreshed before it expires. */
  EARLY_REFRESH(9),
  /** Noise of the demand. */
  DEMAND(10),
  /** Time that a user thinks between two requests. */
  THINK(11),
  /** Whether a scrape is lost. */
  SCRAPE(12),
  /** What goes wrong with the controller itself. */
  CONTROLLER(13),
  /** Time of a query. */
  QUERY(14),
  /** Whether a request writes. */
  WRITE_CHOICE(15),
  /** Time until a follower hears of a closed timestamp. */
  REPLICATION(16);

  private final int number;

  Purpose(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
