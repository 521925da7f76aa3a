/** Real PostgreSQL for tests, provisioned and migrated exactly as in production, and real Redis. Only ever a test dependency. */
package org.tradepost.shared.testkit;
