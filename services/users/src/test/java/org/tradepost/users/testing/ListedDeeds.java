package org.tradepost.users.testing;

import java.util.ArrayList;
import java.util.List;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Outcome;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.rest.Correlation;

/** An audit trail that ends in a list, outside any request. */
public final class ListedDeeds extends AuditTrail {

    public static final Scene NOWHERE = new Scene(Scene.ANONYMOUS, null, null, null, new Correlation("r", null));

    private final List<Deed> deeds = new ArrayList<>();

    public synchronized List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    @Override
    public Scene scene() {
        return NOWHERE;
    }

    @Override
    public void record(Deed deed) {
        record(NOWHERE, deed);
    }

    @Override
    public synchronized void record(Scene scene, Deed deed, Outcome outcome) {
        deeds.add(deed);
    }

    @Override
    public void recordApart(Scene scene, Deed deed, Outcome outcome) {
        record(scene, deed, outcome);
    }
}
