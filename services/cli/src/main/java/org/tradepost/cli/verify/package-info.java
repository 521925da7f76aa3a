/**
 * Audits what the platform promises: reads the audit views of every database and the topics, and checks one invariant a
 * class. Each pass looks at one snapshot per database. What belongs together in two services commits at different times, so
 * under traffic a difference is only a suspect; it is a breach when it is still there after a saga's lease and ten seconds.
 */
package org.tradepost.cli.verify;
