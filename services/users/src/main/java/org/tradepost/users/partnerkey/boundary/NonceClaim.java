package org.tradepost.users.partnerkey.boundary;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** A nonce that came with a message whose signature was good. */
public record NonceClaim(@NotNull UUID keyId, @NotNull @Size(min = 16, max = 128) String nonce) {}
