package org.tradepost.gateway.proxying.boundary;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.util.Callback;
import org.tradepost.gateway.proxying.control.BodyTooLarge;
import org.tradepost.gateway.proxying.control.Pace;
import org.tradepost.gateway.proxying.control.TooSlow;
import org.tradepost.gateway.proxying.control.UnreadableBody;

/**
 * Carries a request body to the service, one buffer at a time, on a virtual thread: the next is read when the service has taken
 * the last. Bodies that do not announce their length are counted on the way.
 */
final class RequestPump implements Runnable {

    private static final int BUFFER = 16 * 1024;

    private final InputStream body;
    private final AsyncRequestContent content;
    private final long limit;
    private final Pace pace;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    RequestPump(InputStream body, AsyncRequestContent content, long limit, Pace pace) {
        this.body = body;
        this.content = content;
        this.limit = limit;
        this.pace = pace;
    }

    @Override
    public void run() {
        try {
            pump();
            content.close();
        } catch (ExecutionException e) {
            content.fail(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            content.fail(e);
        } catch (IOException | RuntimeException e) {
            content.fail(e);
        } finally {
            ended.complete(null);
        }
    }

    /** Completed once the request's stream is not touched any more; before that the request must not be let go. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void pump() throws IOException, ExecutionException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long received = 0;
        for (int read = read(buffer); read >= 0; read = read(buffer)) {
            received += read;
            if (received > limit) {
                throw new BodyTooLarge(limit);
            }
            var taken = new Callback.Completable();
            content.write(ByteBuffer.wrap(buffer, 0, read), taken);
            taken.get();
        }
    }

    private int read(byte[] buffer) throws IOException {
        try {
            return pace.measured(() -> body.read(buffer));
        } catch (TooSlow | SocketTimeoutException e) {
            throw new TooSlow();
        } catch (IOException e) {
            throw new UnreadableBody(e);
        }
    }
}
