/**
 * Who is calling and what they may do. Access tokens are RS256 JWTs (RFC 9068) of the users service, verified in every service
 * against its published keys; permissions come from the token. Invariant: a resource method that says nothing about access is
 * closed. 401 is decided before the body is read, 403 after it, as the order of checks demands.
 */
package org.tradepost.shared.identity;
