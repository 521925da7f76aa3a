package org.tradepost.gateway.proxying.control;

import java.io.IOException;

/** A request body could not be read to its end: it broke off, or its chunks are not well-formed. */
public final class UnreadableBody extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableBody(IOException cause) {
        super("the request body cannot be read", cause);
    }
}
