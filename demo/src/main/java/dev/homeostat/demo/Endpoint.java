package dev.homeostat.demo;

import java.net.URI;

/**
 * A metrics endpoint.
 *
 * @param job label that its series are given
 * @param url where it is
 */
record Endpoint(String job, URI url) {}
