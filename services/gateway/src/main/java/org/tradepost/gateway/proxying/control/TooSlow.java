package org.tradepost.gateway.proxying.control;

import java.io.IOException;

/** A client did not keep up with the lowest rate. */
public final class TooSlow extends IOException {

    private static final long serialVersionUID = 1L;

    public TooSlow() {
        super("the client is too slow");
    }
}
