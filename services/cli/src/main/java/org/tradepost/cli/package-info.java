/**
 * The {@code tradepost} command line. {@code command} holds one class a subcommand, {@code platform} starts, watches and
 * stops the processes of a platform on this machine.
 */
package org.tradepost.cli;
