package org.tradepost.users.oauth.entity;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A program with credentials of its own.
 *
 * @param permissions the most that its tokens may permit
 * @param owner the user it acts for; empty when it acts for itself
 * @param secretHashes SHA-256 of each secret that it may present
 */
public record Client(String clientId, SortedSet<String> permissions, Optional<UUID> owner, List<byte[]> secretHashes) {

    public Client {
        permissions = new TreeSet<>(permissions);
        secretHashes = List.copyOf(secretHashes);
    }

    /** Whether the secret is one of its own; takes the same time either way. */
    public boolean isProvedBy(ClientSecret secret) {
        byte[] presented = secret.hash();
        boolean proved = false;
        for (byte[] hash : secretHashes) {
            proved |= MessageDigest.isEqual(hash, presented);
        }
        return proved;
    }
}
