package org.tradepost.shared.rest;

import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Optimistic locking over HTTP: a resource's version is its strong entity tag (RFC 9110, section 8.8.3). */
public final class EntityTags {

    private EntityTags() {}

    /** The value of the {@code ETag} header for a version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Whether the caller has this version already (RFC 9110, section 13.1.2; weak comparison).
     *
     * @param ifNoneMatch the {@code If-None-Match} header: one tag, a list of tags, or {@code *}; null when absent
     */
    public static boolean isKnown(String ifNoneMatch, long version) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.trim().equals("*")) {
            return true;
        }
        String current = of(version);
        for (String tag : ifNoneMatch.split(",")) {
            String opaque = tag.trim();
            if (opaque.equals(current) || opaque.equals("W/" + current)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Refuses a change that was not made against the current version (RFC 9110, section 13.1.1; RFC 6585, section 3).
     *
     * @param ifMatch the {@code If-Match} header: one tag, a list of tags, or {@code *}; null when absent
     * @throws ProblemException 428 when absent, 412 when no tag matches
     */
    public static void requireMatch(String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(
                    CommonError.PRECONDITION_REQUIRED, "Send If-Match with the ETag that you read the resource with");
        }
        if (ifMatch.trim().equals("*")) {
            return;
        }
        String current = of(version);
        for (String tag : ifMatch.split(",")) {
            if (tag.trim().equals(current)) {
                return;
            }
        }
        throw new ProblemException(
                CommonError.PRECONDITION_FAILED, "The resource has changed; read it again and retry");
    }
}
