package org.tradepost.shared.identity;

/** The permissions that exist. Which role has which is decided by the users service and travels in the token. */
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

    private Permissions() {}
}
