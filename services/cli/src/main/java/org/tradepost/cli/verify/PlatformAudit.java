package org.tradepost.cli.verify;

import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.cli.platform.DatabaseAccess;
import org.tradepost.cli.platform.Installation;

/** Verifies the platform of an installation. */
public final class PlatformAudit {
    private final Installation installation;

    public PlatformAudit(Installation installation) {
        this.installation = installation;
    }

    /** Checks every invariant; takes half a minute longer when it finds suspects. */
    public VerifyReport verify() {
        return new Verification(this::open, Verification.PAUSES).run();
    }

    private Audit open() {
        return Audit.open(this::database, () -> TopicReader.read(installation.kafkaBootstrap()));
    }

    private Jdbi database(Audit.Service service) {
        DatabaseAccess access = installation.auditDatabase(service.name().toLowerCase(Locale.ROOT));
        return Jdbi.create(access.url(), access.user(), access.password());
    }
}
