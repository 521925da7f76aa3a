package org.tradepost.users.personaldata.control;

import java.util.List;
import org.tradepost.users.account.entity.UserId;

/**
 * One part of what the platform knows about a person, such as their orders. A CDI bean that implements this is part of the export; a
 * component that comes to hold data of a person adds one.
 */
public interface PersonalRecords {

    /** How many records are read at once, where they are read page by page. */
    long LIMIT = 100;

    /**
     * Some of the records.
     *
     * @param items as JSON can show them
     * @param nextCursor where the next ones start; null after the last
     */
    record Some(List<?> items, String nextCursor) {}

    /** The part's name in the export, such as {@code orders}. */
    String part();

    /**
     * @param cursor null from the beginning
     * @throws Unavailable when they cannot be had now
     */
    Some read(UserId person, String cursor);

    /** A part cannot be had; without it there is no export. */
    final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unavailable(String part, String reason) {
            super(part + " cannot be had: " + reason);
        }
    }
}
