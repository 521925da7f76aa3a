/** Talks to the public HTTP API, as any customer of it would: requests, sessions, refusals, and what to do when an answer is lost. */
package org.tradepost.cli.client;
