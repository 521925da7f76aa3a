/** Logging in: from e-mail and password to a signed access token, and the keys to check it. */
package org.tradepost.users.authentication;
