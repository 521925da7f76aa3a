/**
 * A service's own PostgreSQL database. {@link org.tradepost.shared.database.Database} hands out the service's one Jdbi after its
 * migrations have run; {@link org.tradepost.shared.database.DatabaseProvisioning} creates databases and roles where Tradepost
 * itself runs the server. Invariant: a service connects with a role that owns nothing and can neither change the schema nor read
 * another service's data.
 */
package org.tradepost.shared.database;
