package org.tradepost.shared.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tradepost.shared.identity.Permissions.Internal;

/** The one table that says what each service of our own may ask of the others: least privilege, endpoint by endpoint. */
public enum ServiceAccount {
    GATEWAY(
            Internal.SESSION_REVOCATIONS,
            Internal.API_KEY_EXCHANGE,
            Internal.SIGNING_KEY_LOOKUP,
            Internal.SIGNING_KEY_EXCHANGE,
            Internal.NONCE_CLAIM,
            Internal.AUDIT_WRITE,
            Internal.RESILIENCE_READ,
            Internal.CONFIG_READ),
    USERS(Internal.SESSION_REVOCATIONS, Internal.PERSON_EXPORT),
    CATALOG(Internal.SESSION_REVOCATIONS),
    ORDERS(
            Internal.SESSION_REVOCATIONS,
            Internal.USER_STANDING,
            Internal.PRODUCT_LOOKUP,
            Internal.STOCK_RESERVE,
            Internal.PAYMENT_EXECUTE),
    PAYMENTS(Internal.SESSION_REVOCATIONS);

    private static final String PREFIX = "service-";

    private final SortedSet<String> permissions;

    ServiceAccount(String... permissions) {
        this.permissions = new TreeSet<>(Arrays.asList(permissions));
    }

    /** The account behind a client id, such as {@code service-orders}; empty when it is not a service's. */
    public static Optional<ServiceAccount> of(String clientId) {
        return Arrays.stream(values())
                .filter(account -> account.clientId().equals(clientId))
                .findFirst();
    }

    /** The id under which the service authenticates itself (RFC 6749, section 2.2). */
    public String clientId() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /** The setting that holds its secret; {@code TRADEPOST_ORDERS_CLIENT_SECRET} as an environment variable. */
    public String secretProperty() {
        return "tradepost." + name().toLowerCase(Locale.ROOT) + ".client.secret";
    }

    public SortedSet<String> permissions() {
        return new TreeSet<>(permissions);
    }
}
