/**
 * Tests inside a real Open Liberty: the service's own archive, with the configuration that production has, on a real PostgreSQL.
 * Kafka is absent; the relay keeps retrying, which no test waits for. Only ever a test dependency.
 */
package org.tradepost.shared.containerkit;
