/** The platform that a drill plays with, and what can be done to it: processes, and a proxy on every connection between two of them. */
package org.tradepost.cli.drill.fault;
