package org.tradepost.cli.platform;

import java.util.Map;

/** Where verification reads: the databases, as the audit role, and the broker. Kept in the home folder, mode 0600. */
record Connections(String kafkaBootstrap, Map<String, DatabaseAccess> auditDatabases) {}
