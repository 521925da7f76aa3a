package org.tradepost.shared.outbox;

/** An event that cannot be given to any handler; the message says nothing of what is in it. */
final class NotHandled extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NotHandled(String why) {
        super(why);
    }
}
