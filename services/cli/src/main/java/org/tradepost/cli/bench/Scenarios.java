package org.tradepost.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiResponse;
import org.tradepost.client.http.ApiSession;

/** The kinds of load there are. */
final class Scenarios {
    private static final int CUSTOMERS = 8;

    /** Names as typed on the command line. */
    enum Name {
        USERS("users"),
        BROWSE("catalog"),
        ORDERS(null),
        MIXED(null),
        REGISTRATIONS(null),
        LOGINS(null);

        private final String service;

        Name(String service) {
            this.service = service;
        }

        /** The one service that answers all of it, where that can be asked past the gateway. */
        Optional<String> service() {
            return Optional.ofNullable(service);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Who is asked in a scenario of one service.
     *
     * @param prefix of every path: empty at the gateway, the service's own at the service
     */
    record Target(ApiClient client, String prefix) {}

    private Scenarios() {}

    /**
     * @param client what everything is prepared through, and asked through unless it is the target's
     * @param target who is asked to read
     */
    static Scenario of(Name name, ApiClient client, ApiSession admin, Target target) {
        Accounts accounts = new Accounts(client);
        Shelf shelf = new Shelf(admin);
        return switch (name) {
            case USERS -> new OwnUser(accounts, target);
            case BROWSE -> new Browse(target, shelf);
            case ORDERS -> new Orders(accounts, shelf);
            case MIXED -> new Mixed(client, accounts, shelf);
            case REGISTRATIONS -> new Registrations(client, accounts);
            case LOGINS -> new Logins(client, accounts);
        };
    }

    /** Customers read their own account. */
    private record OwnUser(Accounts accounts, Target target) implements Scenario {
        @Override
        public void prepare() {
            accounts.open(CUSTOMERS);
        }

        @Override
        public ApiResponse attempt() throws IOException {
            ApiSession customer = accounts.anyone();
            return customer.send(
                    target.client(), ApiRequest.get(target.prefix() + "/api/v1/users/" + customer.userId()));
        }

        @Override
        public boolean isDone(ApiResponse response) {
            return response.status() == 200;
        }
    }

    /** Anybody reads one product. */
    private record Browse(Target target, Shelf shelf) implements Scenario {
        @Override
        public void prepare() {
            shelf.stock();
        }

        @Override
        public ApiResponse attempt() throws IOException {
            return target.client().send(ApiRequest.get(target.prefix() + Shelf.path(shelf.random())), null);
        }

        @Override
        public boolean isDone(ApiResponse response) {
            return response.status() == 200;
        }
    }

    /** Customers order two products; only an order that is confirmed in the answer counts. */
    private record Orders(Accounts accounts, Shelf shelf) implements Scenario {
        @Override
        public void prepare() {
            shelf.stock();
            accounts.open(CUSTOMERS);
        }

        @Override
        public ApiResponse attempt() throws IOException {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            int first = random.nextInt(Shelf.SIZE);
            int second = (first + 1 + random.nextInt(Shelf.SIZE - 1)) % Shelf.SIZE;
            String order = "{\"items\":[{\"sku\":\"" + shelf.skus().get(first)
                    + "\",\"quantity\":1},{\"sku\":\"" + shelf.skus().get(second)
                    + "\",\"quantity\":2}],\"payment\":{\"method\":\"sandbox\",\"token\":\"tok_ok\"},"
                    + "\"shippingAddress\":{\"country\":\"United Kingdom\"}}";
            String key = new UUID(random.nextLong(), random.nextLong()).toString();
            return accounts.anyone()
                    .send(ApiRequest.postBytes("/api/v1/orders", order.getBytes(StandardCharsets.UTF_8))
                            .withKey(key));
        }

        @Override
        public boolean isDone(ApiResponse response) {
            return response.status() == 201;
        }
    }

    /** A shop's day: of 20 requests 13 read a product, 3 search, 2 look at own orders and 2 place one. */
    private static final class Mixed implements Scenario {
        private static final String[] WORDS = {"shelf", "measuring", "item"};

        private final ApiClient client;
        private final Accounts accounts;
        private final Browse browse;
        private final Orders orders;

        Mixed(ApiClient client, Accounts accounts, Shelf shelf) {
            this.client = client;
            this.accounts = accounts;
            this.browse = new Browse(new Target(client, ""), shelf);
            this.orders = new Orders(accounts, shelf);
        }

        @Override
        public void prepare() {
            orders.prepare();
        }

        @Override
        public ApiResponse attempt() throws IOException {
            int draw = ThreadLocalRandom.current().nextInt(20);
            if (draw < 13) {
                return browse.attempt();
            }
            if (draw < 16) {
                return client.send(ApiRequest.get("/api/v1/products?q=" + WORDS[draw - 13]), null);
            }
            return draw < 18 ? accounts.anyone().send(ApiRequest.get("/api/v1/orders?limit=10")) : orders.attempt();
        }

        @Override
        public boolean isDone(ApiResponse response) {
            return response.status() == 200 || response.status() == 201;
        }
    }

    /** New customers register. */
    private record Registrations(ApiClient client, Accounts accounts) implements Scenario {
        @Override
        public void prepare() {
            // Every attempt brings a customer of its own.
        }

        @Override
        public ApiResponse attempt() throws IOException {
            return client.send(ApiRequest.post("/api/v1/users", accounts.next()), null);
        }

        @Override
        public boolean isDone(ApiResponse response) {
            return response.status() == 201;
        }
    }

    /** Customers log in. */
    private record Logins(ApiClient client, Accounts accounts) implements Scenario {
        @Override
        public void prepare() {
            accounts.open(CUSTOMERS);
        }

        @Override
        public ApiResponse attempt() throws IOException {
            return client.send(ApiRequest.post("/api/v1/login", accounts.anyLogin()), null);
        }

        @Override
        public boolean isDone(ApiResponse response) {
            return response.status() == 200;
        }
    }
}
