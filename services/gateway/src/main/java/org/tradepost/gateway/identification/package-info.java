/** Who asks, found out at the door, so that limits can be theirs; the services find it out again by themselves. */
package org.tradepost.gateway.identification;
