package org.tradepost.shared.identity;

/**
 * The permissions that exist. {@link Role} says which a person has, {@link ServiceAccount} which a service of our own has; those of
 * people and those of services do not overlap, so no person's token opens an internal endpoint.
 */
public final class Permissions {

    public static final String USER_READ = "user:read";
    public static final String USER_WRITE = "user:write";
    public static final String USER_ADMIN = "user:admin";
    public static final String ORDER_READ = "order:read";
    public static final String ORDER_WRITE = "order:write";
    /** To set prices, channel and references of one's own orders: back offices and imports. */
    public static final String ORDER_PRICE = "order:price";

    public static final String ORDER_ADMIN = "order:admin";
    public static final String CATALOG_WRITE = "catalog:write";
    public static final String REPORT_READ = "report:read";
    /** To have events sent to an address, see what was sent, and send it again. */
    public static final String WEBHOOK_MANAGE = "webhook:manage";
    /** To register partners and to replace or revoke their credentials. */
    public static final String CLIENT_ADMIN = "client:admin";
    /** To rotate the keys that sign tokens and encrypt personal data. */
    public static final String KEY_ADMIN = "key:admin";

    public static final String AUDIT_READ = "audit:read";
    /** To see how the platform is: calls between services, what is being answered. */
    public static final String OPERATIONS_READ = "operations:read";
    /** To see how the services are set. */
    public static final String CONFIG_READ = "config:read";
    /**
     * To manage one's own credentials (password, API keys, signing keys) and the roles of others. People have it who logged in; an
     * API key never does, so that a key that leaks cannot make another one or more of itself.
     */
    public static final String CREDENTIAL_MANAGE = "credential:manage";

    private Permissions() {}

    /** What services of our own may ask each other. */
    public static final class Internal {

        public static final String USER_STANDING = "user:standing";
        public static final String SESSION_REVOCATIONS = "session:revocations";
        public static final String API_KEY_EXCHANGE = "api-key:exchange";
        public static final String SIGNING_KEY_LOOKUP = "signing-key:lookup";
        /** To have a token for the owner of a key whose signature was verified. */
        public static final String SIGNING_KEY_EXCHANGE = "signing-key:exchange";

        public static final String NONCE_CLAIM = "nonce:claim";
        /** To report refusals to the audit log. */
        public static final String AUDIT_WRITE = "audit:write";

        public static final String PRODUCT_LOOKUP = "product:lookup";
        public static final String STOCK_RESERVE = "stock:reserve";
        public static final String PAYMENT_EXECUTE = "payment:execute";
        public static final String PERSON_EXPORT = "person:export";
        /** To see how a service's calls to others go. */
        public static final String RESILIENCE_READ = "resilience:read";
        /** To see how a service is set. */
        public static final String CONFIG_READ = "service-config:read";

        private Internal() {}
    }
}
