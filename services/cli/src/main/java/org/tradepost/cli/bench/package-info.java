/**
 * Measures a running platform: how many requests a second it answers and how long they take.
 *
 * <p>Without a rate each client sends its next request when the last one is answered. With one, requests are due at fixed
 * times whatever the server does, and their time is counted from when they were due, so that a stall is not hidden by the
 * requests it kept from being sent.
 */
package org.tradepost.cli.bench;
