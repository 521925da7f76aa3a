package org.tradepost.gateway.proxying.boundary;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.util.Callback;
import org.tradepost.gateway.proxying.control.BodyTooLarge;
import org.tradepost.gateway.proxying.control.Pace;
import org.tradepost.gateway.proxying.control.Repetition;
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
    /** What was read so far, as long as it is short; null when it is not. */
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private boolean isAtEnd;
    private boolean isBroken;

    RequestPump(InputStream body, AsyncRequestContent content, long limit, Pace pace) {
        this.body = body;
        this.content = content;
        this.limit = limit;
        this.pace = pace;
    }

    @Override
    public void run() {
        try {
            resend();
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

    /** The same body for another try; nothing when it was too long to keep or did not arrive well. Ask when this has ended. */
    Optional<RequestPump> again(AsyncRequestContent other) {
        if (kept == null || isBroken) {
            return Optional.empty();
        }
        RequestPump next = new RequestPump(body, other, limit, pace);
        next.kept = kept;
        next.isAtEnd = isAtEnd;
        return Optional.of(next);
    }

    private void resend() throws ExecutionException, InterruptedException {
        if (kept.size() > 0) {
            write(ByteBuffer.wrap(kept.toByteArray()));
        }
    }

    private void write(ByteBuffer bytes) throws ExecutionException, InterruptedException {
        var taken = new Callback.Completable();
        content.write(bytes, taken);
        taken.get();
    }

    private void keep(byte[] buffer, int length) {
        if (kept != null && kept.size() + length <= Repetition.LONGEST_BODY) {
            kept.write(buffer, 0, length);
        } else {
            kept = null;
        }
    }

    private void pump() throws IOException, ExecutionException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long received = kept.size();
        for (int read = read(buffer); read >= 0; read = read(buffer)) {
            received += read;
            if (received > limit) {
                isBroken = true;
                throw new BodyTooLarge(limit);
            }
            keep(buffer, read);
            write(ByteBuffer.wrap(buffer, 0, read));
        }
    }

    private int read(byte[] buffer) throws IOException {
        if (isAtEnd) {
            return -1;
        }
        try {
            int read = pace.measured(() -> body.read(buffer));
            isAtEnd = read < 0;
            return read;
        } catch (TooSlow | SocketTimeoutException e) {
            isBroken = true;
            throw new TooSlow();
        } catch (IOException e) {
            isBroken = true;
            throw new UnreadableBody(e);
        }
    }
}
