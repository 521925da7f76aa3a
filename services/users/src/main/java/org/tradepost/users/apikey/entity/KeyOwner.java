package org.tradepost.users.apikey.entity;

import java.util.Set;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.UserId;

/** Whose keys are being changed: nobody else changes this owner's keys or roles before the transaction ends. */
public record KeyOwner(UserId id, Set<Role> roles, int activeKeys) {}
