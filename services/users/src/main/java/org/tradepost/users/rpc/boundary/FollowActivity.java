package org.tradepost.users.rpc.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tradepost.shared.grpc.Calls;
import org.tradepost.shared.grpc.GrpcServer;
import org.tradepost.shared.grpc.Outflow;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.activity.control.ActivityFeed;
import org.tradepost.users.activity.entity.PlacedActivity;
import org.tradepost.users.grpc.v1.StreamUserActivityResponse;

/** Sends a feed from a time on, and then whatever is added, a page in memory at a time, whichever replica adds it. */
@ApplicationScoped
public class FollowActivity {

    private static final int PAGE = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Inject
    ActivityFeed feed;

    @Inject
    Accounts accounts;

    @Inject
    Calls calls;

    @Inject
    GrpcServer server;

    /**
     * Returns when nobody reads any more.
     *
     * @param from null for the whole feed
     * @throws ProblemException when the caller may read no more, the user was erased, or the server stops
     */
    void execute(UserId user, Instant from, Outflow<StreamUserActivityResponse> out) {
        long place = feed.placeBefore(user, from);
        while (true) {
            List<PlacedActivity> page = feed.behind(user, place, PAGE);
            for (PlacedActivity entry : page) {
                if (isWanted(entry, from) && !out.send(Messages.activity(entry.activity()))) {
                    return;
                }
                place = entry.place();
            }
            if (page.size() < PAGE && !out.rest(PAUSE)) {
                return;
            }
            requireGoingOn(user);
        }
    }

    /** What comes late may have happened before. */
    private static boolean isWanted(PlacedActivity entry, Instant from) {
        return from == null || !entry.activity().occurredAt().isBefore(from);
    }

    private void requireGoingOn(UserId user) {
        if (server.isStopping()) {
            throw new ProblemException(CommonError.SERVICE_UNAVAILABLE, "This server is stopping; go on with another")
                    .header("Retry-After", "1");
        }
        calls.requireStillAdmitted();
        accounts.require(user);
    }
}
