/** What the gateway itself asks of the users service, with one guard before all of it. */
package org.tradepost.gateway.users;
