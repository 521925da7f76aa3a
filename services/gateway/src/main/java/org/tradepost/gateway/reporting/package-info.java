/** Tells the audit log what the gateway itself refuses. The users service, which has a database, writes it down. */
package org.tradepost.gateway.reporting;
