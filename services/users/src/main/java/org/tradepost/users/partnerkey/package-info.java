/** The public keys of those who sign their messages, and the nonces that they have used. */
package org.tradepost.users.partnerkey;
