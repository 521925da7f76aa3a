package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.tradepost.shared.audit.Scene;

/**
 * A command that this process has to do.
 *
 * @param attempt counts from 1 and is the fencing number of the end
 */
record ClaimedCommand(
        UUID id, long position, String queue, String type, ObjectNode fields, UUID actor, Scene scene, int attempt) {}
