package org.tradepost.catalog.stock.entity;

import java.util.regex.Pattern;

/** What an adjustment of stock may say, however it is asked for. */
public final class AdjustmentRules {

    /** What one adjustment adds or takes away at most. */
    public static final long MAX_DELTA = 1_000_000_000L;

    public static final String DELTA_RULE = "must be between -" + MAX_DELTA + " and " + MAX_DELTA + ", and not 0";

    /** Characters of a reason at most. */
    public static final int MAX_REASON = 200;

    /** A reason has no characters that the database cannot store: the zero and halves of surrogate pairs. */
    public static final String REASON_PATTERN = "[^\\x00\\p{Cs}]*";

    public static final String REASON_RULE = "must be 1 to " + MAX_REASON + " characters that can be stored, not blank";

    private static final Pattern REASON = Pattern.compile(REASON_PATTERN);

    private AdjustmentRules() {}

    public static boolean isDelta(Long delta) {
        return delta != null && delta != 0 && delta >= -MAX_DELTA && delta <= MAX_DELTA;
    }

    public static boolean isReason(String reason) {
        return reason != null
                && !reason.isBlank()
                && reason.length() <= MAX_REASON
                && REASON.matcher(reason).matches();
    }
}
