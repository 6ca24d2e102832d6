package dev.homeostat.demo;

import java.net.URI;
import java.time.Duration;

/**
 * A metrics endpoint.
 *
 * @param job label that its series are given
 * @param url where it is
 * @param timeout how long an answer may take
 */
record Endpoint(String job, URI url, Duration timeout) {}
