package org.tradepost.shared.parking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.tradepost.shared.outbox.ParkedEvent;
import org.tradepost.shared.outbox.ParkedEvents;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;

/** The events that wait, oldest first; without what they say. */
@ApplicationScoped
public class ParkedEventList {

    private static final int CURSOR_KEYS = 1;

    @Inject
    ParkedEvents parked;

    /**
     * @param limit query parameter
     * @param cursor query parameter
     */
    public Page<ParkedEvent> page(String limit, String cursor) {
        PageRequest request = PageRequest.ofText(limit, cursor, CURSOR_KEYS);
        List<ParkedEvent> rows = parked.waiting(after(request), request.rowsToRead());
        return Page.of(rows, request, row -> List.of(Long.toString(row.id())));
    }

    private static long after(PageRequest request) {
        try {
            return request.isFirst() ? 0 : Long.parseLong(request.after().getFirst());
        } catch (NumberFormatException e) {
            throw PageRequest.badCursor();
        }
    }
}
