package org.tradepost.cli.bench;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiSession;

/** Customers registered for one run, with a password nobody else knows. */
final class Accounts {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ApiClient client;
    private final String run = new BigInteger(60, RANDOM).toString(36);
    private final String password = "Bench-" + new BigInteger(120, RANDOM).toString(36) + "-1";
    private final AtomicLong count = new AtomicLong();
    private final List<ApiSession> sessions = new ArrayList<>();
    private final List<Login> logins = new ArrayList<>();

    record Registration(String email, String password, String name) {}

    record Login(String email, String password) {}

    Accounts(ApiClient client) {
        this.client = client;
    }

    /** A registration that nobody sent before. */
    Registration next() {
        return new Registration(
                "bench-" + run + "-" + count.incrementAndGet() + "@bench.example", password, "Bench Customer");
    }

    void open(int number) {
        try (ProgressReporter progress = ProgressReporter.of("Registering customers", number)) {
            for (int i = 0; i < number; i++) {
                Registration registration = next();
                client.call(ApiRequest.post("/api/v1/users", registration), null)
                        .expect("Registering a customer", 201);
                ApiSession session = ApiSession.login(client, registration.email(), password);
                session.userId();
                sessions.add(session);
                logins.add(new Login(registration.email(), password));
                progress.advance(1);
            }
        }
    }

    ApiSession anyone() {
        return sessions.get(ThreadLocalRandom.current().nextInt(sessions.size()));
    }

    Login anyLogin() {
        return logins.get(ThreadLocalRandom.current().nextInt(logins.size()));
    }
}
