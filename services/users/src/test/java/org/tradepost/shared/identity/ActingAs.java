package org.tradepost.shared.identity;

/** Puts somebody into the place of the current request's caller, as the authentication filter does. */
public final class ActingAs {

    private ActingAs() {}

    public static void caller(CallerContext context, Caller caller) {
        context.set(caller);
    }
}
