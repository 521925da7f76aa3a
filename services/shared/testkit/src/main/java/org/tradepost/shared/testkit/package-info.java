/** Real PostgreSQL for tests, provisioned and migrated exactly as in production, real Redis and etcd. Only ever a test dependency. */
package org.tradepost.shared.testkit;
