package org.tradepost.gateway.signing.entity;

import java.util.UUID;
import org.tradepost.shared.signing.VerificationKey;

/**
 * A registered public key.
 *
 * @param owner whose messages it signs
 * @param usable whether it is active, and its owner too
 */
public record PartnerKey(UUID id, UUID owner, VerificationKey key, boolean usable) {}
