/** Real PostgreSQL for tests, provisioned and migrated exactly as in production. Only ever a test dependency. */
package org.tradepost.shared.testkit;
