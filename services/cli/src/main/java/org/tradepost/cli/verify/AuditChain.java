package org.tradepost.cli.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The links of the audit log hold: positions have no gap, each entry names the hash of the one before, and its own hash is that of
 * both. An entry that was changed, removed, put in or moved breaks a link, and is named.
 */
final class AuditChain implements Invariant {
    private static final String LINKS = "SELECT seq, body, previous_hash, hash FROM audit_chain ORDER BY seq";
    private static final String NOTHING = "0".repeat(64);

    private record Link(long seq, String body, String previous, String hash) {}

    @Override
    public String name() {
        return "audit-chain";
    }

    @Override
    public Finding check(Audit audit) {
        Walk walk = new Walk();
        audit.users()
                .forEach(
                        LINKS,
                        (row, c) -> new Link(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                        walk::take);
        return new Finding(walk.seen, walk.breaches);
    }

    /** Goes along the chain; after a broken link it goes on from the entry as it stands, so that each fault is named once. */
    private static final class Walk {
        private final MessageDigest digest = TopicReader.sha256();
        private final List<Breach> breaches = new ArrayList<>();
        private long seen;
        private long expected = 1;
        private String last = NOTHING;

        void take(Link link) {
            seen++;
            if (link.seq() > expected) {
                report(
                        expected,
                        expected == link.seq() - 1
                                ? "is missing"
                                : "and those up to " + (link.seq() - 1) + " are missing");
            }
            if (!link.previous().equals(last)) {
                report(link.seq(), "does not follow the entry before it");
            }
            if (!link.hash().equals(hash(link))) {
                report(link.seq(), "was changed: its hash is that of another text");
            }
            expected = link.seq() + 1;
            last = link.hash();
        }

        private void report(long seq, String fault) {
            breaches.add(new Breach("audit entry " + seq, "audit entry " + seq + " " + fault));
        }

        private String hash(Link link) {
            digest.update(HexFormat.of().parseHex(link.previous()));
            return HexFormat.of().formatHex(digest.digest(link.body().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
