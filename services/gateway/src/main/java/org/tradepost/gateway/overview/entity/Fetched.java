package org.tradepost.gateway.overview.entity;

/** How asking one service ended. */
public sealed interface Fetched {

    /**
     * It answered, if only with a refusal.
     *
     * @param status HTTP status below 500
     * @param body as it came
     * @param mediaType its media type; may be null
     * @param challenge value of WWW-Authenticate; may be null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
    record Answered(int status, byte[] body, String mediaType, String challenge) implements Fetched {}

    /**
     * It did not answer, or failed.
     *
     * @param late whether time ran out
     */
    record Failed(boolean late) implements Fetched {}
}
