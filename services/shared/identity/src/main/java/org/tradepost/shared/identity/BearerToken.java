package org.tradepost.shared.identity;

import java.util.Locale;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The access token of a request (RFC 6750, section 2.1). */
public final class BearerToken {

    private static final String SCHEME = "bearer ";

    private BearerToken() {}

    /**
     * @param authorization value of the header; null when there is none
     * @throws ProblemException 401 when it has no token
     */
    public static String of(String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new ProblemException(CommonError.UNAUTHORIZED, "Send a valid access token");
        }
        return authorization.substring(SCHEME.length()).trim();
    }
}
