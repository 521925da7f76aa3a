/**
 * Start-up checks. With {@code tradepost.env=production} an application refuses to start with settings that are fit for a laptop
 * only, and names all of them in one message; in any other environment nothing is checked. Services add checks of their own as beans
 * of type {@link org.tradepost.shared.production.ProductionCheck}. Invariant: a message names settings, never their values.
 */
package org.tradepost.shared.production;
