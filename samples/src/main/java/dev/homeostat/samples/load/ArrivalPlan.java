package dev.homeostat.samples.load;

/**
 * When requests arrive and for which orders.
 *
 * @param distinctOrders how many orders there are, 0 for one of its own for every request
 */
record ArrivalPlan(
    long seed, double ratePerSecond, int warmUpSeconds, int durationSeconds, long distinctOrders) {}
