package org.tradepost.users.apikey.boundary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.KeyName;
import org.tradepost.users.apikey.entity.KeyPermissions;

/** Reads what a request says about a key; what is wrong is refused with 422, naming the field. */
final class KeyFields {

    private KeyFields() {}

    static KeyName name(String text) {
        if (text == null) {
            throw invalid("name", "must not be null");
        }
        try {
            return new KeyName(text);
        } catch (IllegalArgumentException e) {
            throw invalid("name", e.getMessage());
        }
    }

    static SortedSet<String> permissions(List<String> names) {
        if (names.isEmpty() || !names.stream().allMatch(name -> name != null && KeyPermissions.exists(name))) {
            throw invalid("permissions", "must be at least one, each a permission that an API key can have");
        }
        return new TreeSet<>(names);
    }

    static Instant expiry(Instant expiresAt, Instant now) {
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(ApiKey.LONGEST_LIFE))) {
            throw invalid("expiresAt", "must be in the future, by at most " + ApiKey.LONGEST_LIFE.toDays() + " days");
        }
        return expiresAt;
    }

    static int limit(long requestsPerMinute) {
        if (requestsPerMinute < 1 || requestsPerMinute > ApiKey.MAX_REQUESTS_PER_MINUTE) {
            throw invalid("requestsPerMinute", "must be between 1 and " + ApiKey.MAX_REQUESTS_PER_MINUTE);
        }
        return (int) requestsPerMinute;
    }

    static Duration overlap(long seconds) {
        if (seconds < 0 || seconds > ApiKey.LONGEST_OVERLAP.toSeconds()) {
            throw invalid("overlapSeconds", "must be between 0 and " + ApiKey.LONGEST_OVERLAP.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, field + " " + message).field(field, message);
    }
}
