package org.tradepost.cli.bench;

import java.io.IOException;
import org.tradepost.client.http.ApiResponse;

/** One kind of load. Prepared once, then attempted by many threads at a time. */
interface Scenario {
    /** Puts in place what the load needs: products, stock, accounts. */
    void prepare();

    /** Sends one request. */
    ApiResponse attempt() throws IOException;

    /** Whether the answer is what a person would call done. */
    boolean isDone(ApiResponse response);
}
