package org.tradepost.orders.webhook.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.webhook.control.Receivers.AddressRefused;
import org.tradepost.orders.webhook.entity.PublicAddresses;

/** Names as hostile name servers make them: slow, unknown, private. */
class ReceiverNamesTest {

    private static final int MORE_THAN_THREADS = 200;

    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger lookups = new AtomicInteger();
    private final ReceiverNames names =
            new ReceiverNames(this::lookUp, new PublicAddresses(false), Duration.ofMillis(200));

    @AfterEach
    void close() {
        answers.countDown();
        names.close();
    }

    @Test
    void aNameThatIsNotAnsweredHoldsUpNoOther() throws Exception {
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            resolve("slow.example");
        }
        assertThat(resolve("public.example").get(5, TimeUnit.SECONDS))
                .containsExactly(new InetSocketAddress("93.184.215.14", 443));
        assertThat(lookups).hasValue(2);
    }

    @Test
    void itIsNotWaitedForAndNotAskedForAgainWhileTheSystemStillAsks() {
        assertThatThrownBy(() -> resolve("slow.example").get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> resolve("slow.example").get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void ofSeveralAddressesThePublicOnesCount() throws Exception {
        assertThat(resolve("mixed.example").get(5, TimeUnit.SECONDS))
                .containsExactly(new InetSocketAddress("93.184.215.14", 443));
        assertThatThrownBy(() -> resolve("private.example").get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> resolve("unknown.example").get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(UnknownHostException.class)
                .isNotInstanceOf(AddressRefused.class);
    }

    private CompletableFuture<List<InetSocketAddress>> resolve(String name) {
        CompletableFuture<List<InetSocketAddress>> resolved = new CompletableFuture<>();
        names.resolve(name, 443, Map.of(), Promise.from(resolved::complete, resolved::completeExceptionally));
        return resolved;
    }

    private InetAddress[] lookUp(String name) throws UnknownHostException {
        lookups.incrementAndGet();
        return switch (name) {
            case "public.example" -> addresses("93.184.215.14");
            case "mixed.example" -> addresses("10.0.0.1", "93.184.215.14", "::1");
            case "private.example" -> addresses("10.0.0.1", "168.63.129.16");
            case "slow.example" -> {
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                yield addresses("93.184.215.14");
            }
            default -> throw new UnknownHostException(name);
        };
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }
}
