package org.tradepost.shared.resilience;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Logger;
import org.tradepost.shared.rest.DebugLog;

/**
 * Looks every second, for breakers that opened because nobody could be reached, whether a service answers HTTP again. What it asks for
 * is no business call, changes nothing, and may be refused.
 */
final class Lookout implements Runnable {

    private static final Logger LOG = Logger.getLogger(Lookout.class.getName());
    static final Duration EVERY = Duration.ofSeconds(1);
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int SERVER_ERROR = 500;

    private final Map<Guard, URI> watched;

    /** @param watched guards, and where the services behind them are */
    Lookout(Map<Guard, URI> watched) {
        this.watched = Map.copyOf(watched);
    }

    /** One round; each service that must be asked is asked on a thread of its own. */
    @Override
    public void run() {
        watched.forEach((guard, service) -> {
            if (guard.waitsForConnection()) {
                Thread.ofVirtual().name("lookout").start(() -> guard.lookAgain(() -> answers(service)));
            }
        });
    }

    static boolean answers(URI service) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(service + "/internal/resilience").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode() < SERVER_ERROR;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            DebugLog.fine(LOG, "still not to be reached", e);
            return false;
        }
    }
}
