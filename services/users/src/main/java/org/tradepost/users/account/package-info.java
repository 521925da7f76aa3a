/** Accounts: personal data, status, roles, and what happens to them from registration to erasure. */
package org.tradepost.users.account;
