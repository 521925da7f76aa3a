package org.tradepost.client;

import java.net.URI;
import java.time.Duration;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiFailure;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Credential;
import org.tradepost.client.http.Persistence;

/**
 * The API as one caller sees it: nobody in particular, somebody who has logged in, or the owner of an API key. Those made from one
 * another share their connections. Safe for use by several threads.
 *
 * <p>Every call throws an {@link ApiFailure}: {@link org.tradepost.client.http.ApiRefusal} when the answer is not the one asked for,
 * {@link org.tradepost.client.http.ApiUnreachable} when there is none.
 */
public final class TradepostClient implements AutoCloseable {
    private static final int CONNECTIONS = 16;

    private final ApiClient http;
    private final Calls calls;

    private TradepostClient(ApiClient http, Persistence.Attempt attempt, Persistence persistence) {
        this.http = http;
        this.calls = new Calls(attempt, persistence);
    }

    /** Nobody in particular, who may read products and register. */
    public static TradepostClient connect(URI gateway) {
        return of(new ApiClient(gateway, CONNECTIONS));
    }

    public static TradepostClient of(ApiClient http) {
        return of(http, new Persistence(http));
    }

    /**
     * @param patience how long a call is repeated whose outcome is not known
     */
    public static TradepostClient of(ApiClient http, Duration patience) {
        return of(http, new Persistence(http, patience));
    }

    private static TradepostClient of(ApiClient http, Persistence persistence) {
        return new TradepostClient(http, request -> http.send(request, null), persistence);
    }

    /** Somebody who has logged in; the access token is renewed when it has to be. */
    public TradepostClient logIn(String email, String password) {
        return of(ApiSession.login(http, email, password));
    }

    public static TradepostClient of(ApiSession session) {
        ApiClient http = session.client();
        return new TradepostClient(http, session::send, new Persistence(http));
    }

    /** The owner of an API key, with what the key may do. */
    public TradepostClient withApiKey(String key) {
        Credential credential = Credential.apiKey(key);
        return new TradepostClient(http, request -> http.send(request, credential), new Persistence(http));
    }

    public Accounts accounts() {
        return new Accounts(calls);
    }

    public Products products() {
        return new Products(calls);
    }

    public Orders orders() {
        return new Orders(calls);
    }

    public Payments payments() {
        return new Payments(calls);
    }

    /** Closes the connections, of those made from this one as well. */
    @Override
    public void close() {
        http.close();
    }
}
