/** {@code tradepost users}: a client of the users service's gRPC. */
package org.tradepost.cli.command.users;
