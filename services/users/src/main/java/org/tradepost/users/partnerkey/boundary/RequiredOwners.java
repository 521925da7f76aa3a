package org.tradepost.users.partnerkey.boundary;

import java.util.List;
import java.util.UUID;

/** Whose requests must be signed. */
public record RequiredOwners(List<UUID> owners) {}
