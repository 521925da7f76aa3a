package org.tradepost.users.audit.control;

import java.time.Instant;
import java.util.Optional;
import org.tradepost.shared.audit.AuditAction;

/**
 * Which entries are wanted; what is empty narrows nothing.
 *
 * @param actor by whom
 * @param action what
 * @param object id of what it was done to
 * @param from not before
 * @param to before
 */
public record AuditFilter(
        Optional<String> actor,
        Optional<AuditAction> action,
        Optional<String> object,
        Optional<Instant> from,
        Optional<Instant> to) {}
