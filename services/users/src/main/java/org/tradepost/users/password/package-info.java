/** Choosing, hashing and checking passwords. */
package org.tradepost.users.password;
