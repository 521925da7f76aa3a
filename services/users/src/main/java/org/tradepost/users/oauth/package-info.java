/** OAuth 2.0: what programs get tokens for and how (RFC 6749), partners' credentials, and what clients may find out by themselves. */
package org.tradepost.users.oauth;
