/** What every process says of itself, gathered for administrators. */
package org.tradepost.gateway.gathering;
