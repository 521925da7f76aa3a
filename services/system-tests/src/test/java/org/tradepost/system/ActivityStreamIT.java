package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;
import org.tradepost.users.grpc.v1.StreamUserActivityRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityResponse;
import org.tradepost.users.grpc.v1.UserServiceGrpc;

/**
 * A long history to a client who takes one entry at a time, and at times none: it waits in the database, not in memory. {@code
 * -Dtradepost.grpc.activity=1000000} makes it as long; 50,000 is usual.
 */
@Tag("local")
class ActivityStreamIT {

    private static final int ENTRIES = Integer.getInteger("tradepost.grpc.activity", 50_000);
    /** Rows of one transaction. */
    private static final int PORTION = 5_000;
    /** What the rest of a server may take meanwhile, more or less, in bytes. */
    private static final long NOISE = 30L * 1024 * 1024;

    @Test
    void aLongHistoryToASlowReaderTakesNoMemory() throws Exception {
        Customer customer = Shop.customer();
        try (Connection users = Inside.databaseOf("users")) {
            try {
                fill(users, customer);
                ServerMemory memory = ServerMemory.of("users");
                long before = memory.heapAfterCollection();
                long most = read(customer, memory) - before;
                System.out.printf("%d entries to a slow reader: %d MiB of heap more at most%n", ENTRIES, most >> 20);
                assertThat(most).isLessThan(NOISE);
            } finally {
                // No order is behind them.
                delete(users, customer);
            }
        }
    }

    /** Reads the history one by one, looks at the memory a few times while nobody reads, and says the most that was in use. */
    private static long read(Customer customer, ServerMemory memory) throws Exception {
        String address = Deployment.get().platform().installation().state().usersGrpc();
        ManagedChannel channel = OkHttpChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .build();
        ClientCall<StreamUserActivityRequest, StreamUserActivityResponse> call =
                channel.newCall(UserServiceGrpc.getStreamUserActivityMethod(), CallOptions.DEFAULT);
        try {
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            Metadata headers = new Metadata();
            headers.put(
                    Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                    "Bearer " + Shop.logIn(customer.email(), Shop.PASSWORD));
            call.start(new Listening(seen), headers);
            call.sendMessage(StreamUserActivityRequest.newBuilder()
                    .setUserId(customer.id())
                    .build());
            call.halfClose();
            long most = 0;
            for (long entry = 1; entry <= ENTRIES; entry++) {
                call.request(1);
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(Long.toString(entry));
                if (entry % (ENTRIES / 5) == 1) {
                    most = Math.max(most, memory.heapAfterCollection());
                }
            }
            return most;
        } finally {
            call.cancel("read", null);
            channel.shutdownNow();
        }
    }

    private static void fill(Connection users, Customer customer) throws SQLException {
        try (var insert = users.prepareStatement(
                """
                INSERT INTO user_activity (event_id, user_id, event_type, order_id, order_sequence, occurred_at)
                SELECT gen_random_uuid(), ?::uuid, 'tradepost.orders.order-placed.v1', gen_random_uuid(), 1,
                       timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second'
                FROM generate_series(?, ?) AS n ORDER BY n""")) {
            for (int from = 1; from <= ENTRIES; from += PORTION) {
                insert.setString(1, customer.id());
                insert.setInt(2, from);
                insert.setInt(3, Math.min(from + PORTION - 1, ENTRIES));
                insert.executeUpdate();
            }
        }
    }

    private static void delete(Connection users, Customer customer) throws SQLException {
        try (var delete = users.prepareStatement("DELETE FROM user_activity WHERE user_id = ?::uuid")) {
            delete.setString(1, customer.id());
            delete.executeUpdate();
        }
    }

    /** Entries by their second of the year 2026, which is their number, and how the stream ended. */
    private static final class Listening extends ClientCall.Listener<StreamUserActivityResponse> {

        private static final long YEAR = 1_767_225_600;

        private final BlockingQueue<String> seen;

        Listening(BlockingQueue<String> seen) {
            this.seen = seen;
        }

        @Override
        public void onMessage(StreamUserActivityResponse message) {
            seen.add(Long.toString(message.getActivity().getOccurredAt().getSeconds() - YEAR));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            seen.add(status.toString());
        }
    }
}
