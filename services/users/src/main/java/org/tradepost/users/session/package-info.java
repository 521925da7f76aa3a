/**
 * Logins: how long they last, how they are prolonged by refresh tokens that serve once, and how they end. It knows users by id only.
 * What was ended lately is published to everybody who checks access tokens.
 */
package org.tradepost.users.session;
