/** What commands share: which platform they talk to, as whom, with how many workers, and how they read files and durations. */
package org.tradepost.cli.client;
