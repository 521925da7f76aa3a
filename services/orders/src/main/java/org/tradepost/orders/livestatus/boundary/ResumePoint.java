package org.tradepost.orders.livestatus.boundary;

import java.util.regex.Pattern;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Where a reader goes on: ids of events are the versions of the order, which begin with 1 and have no gaps. */
final class ResumePoint {

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");

    private ResumePoint() {}

    /**
     * @param lastEventId as the reader sent it; null or empty for one that begins
     * @param newest the order's version
     * @return the version after which the reader goes on; 0 for the whole history
     * @throws ProblemException 400 when it is no number, or greater than any id that was ever sent
     */
    static long of(String lastEventId, long newest) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return 0;
        }
        if (!VERSION.matcher(lastEventId).matches()) {
            throw refusal("Last-Event-ID must be a whole number");
        }
        long version = Long.parseLong(lastEventId);
        if (version > newest) {
            throw refusal("Last-Event-ID is none of this order's");
        }
        return version;
    }

    private static ProblemException refusal(String message) {
        return new ProblemException(CommonError.MALFORMED_REQUEST, message);
    }
}
