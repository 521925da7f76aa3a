package org.tradepost.orders.webhook.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.tradepost.orders.webhook.control.Receivers.AddressRefused;
import org.tradepost.orders.webhook.entity.PublicAddresses;

/**
 * Finds the addresses of receivers that they may have. Asking for a name blocks, and cannot be broken off; so names have threads of their
 * own, and one whose servers do not answer takes one of them, however often it is asked for.
 */
final class ReceiverNames implements SocketAddressResolver, AutoCloseable {

    /** Asks the system; blocks. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String name) throws UnknownHostException;
    }

    /** More than the subscriptions that there may be by default. */
    private static final int THREADS = 64;

    private static final Duration UNUSED_THREAD = Duration.ofSeconds(20);

    private final Lookup lookup;
    private final PublicAddresses allowed;
    private final Duration patience;
    private final ExecutorService threads;
    private final Map<String, CompletableFuture<List<InetAddress>>> asked = new ConcurrentHashMap<>();

    /** @param patience how long a name is waited for */
    ReceiverNames(Lookup lookup, PublicAddresses allowed, Duration patience) {
        this.lookup = lookup;
        this.allowed = allowed;
        this.patience = patience;
        this.threads = threads();
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                UNUSED_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("webhooks-names-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Fails with {@link UnknownHostException}, which may be {@link AddressRefused}, or {@link java.util.concurrent.TimeoutException}. */
    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        addresses(host).whenComplete((found, failure) -> {
            if (failure == null) {
                promise.succeeded(found.stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
            } else {
                promise.failed(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private CompletableFuture<List<InetAddress>> addresses(String host) {
        CompletableFuture<List<InetAddress>> own = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> first = asked.putIfAbsent(host, own);
        if (first != null) {
            return first;
        }
        own.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        threads.execute(() -> ask(host, own));
        return own;
    }

    private void ask(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> fit =
                    List.of(lookup.all(host)).stream().filter(allowed::allows).toList();
            if (fit.isEmpty()) {
                throw new AddressRefused();
            }
            answer.complete(fit);
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        } finally {
            asked.remove(host, answer);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
