/** How calls between services go: the gateway's own, and what each service says of its. */
package org.tradepost.gateway.resilience;
