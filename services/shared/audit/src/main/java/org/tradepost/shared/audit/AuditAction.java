package org.tradepost.shared.audit;

import java.util.Arrays;
import java.util.Optional;

/** What can be told. The dotted names are part of the API and of contracts: they are never changed or used for something else. */
public enum AuditAction {
    LOGIN_SUCCEEDED("login.succeeded"),
    LOGIN_FAILED("login.failed"),
    /** A session was ended by whose it is, at logout or by giving its refresh token back (RFC 7009). */
    LOGOUT("logout"),
    PASSWORD_CHANGED("password.changed"),
    /** A caller who is known may not do this: any 403. */
    PERMISSION_DENIED("permission.denied"),
    /** Credentials were presented and are not valid: a 401. */
    CREDENTIALS_REFUSED("credentials.refused"),
    /** A refresh token was used a second time; its whole family was revoked. */
    TOKEN_REUSED("token.reused"),
    API_KEY_REFUSED("api-key.refused"),
    SIGNATURE_REFUSED("signature.refused"),

    /** An administrator opened an account for somebody. */
    USER_CREATED("user.created"),
    USER_SUSPENDED("user.suspended"),
    USER_DEACTIVATED("user.deactivated"),
    USER_REACTIVATED("user.reactivated"),
    USER_ROLES_CHANGED("user.roles-changed"),
    USER_ERASED("user.erased"),
    PERSONAL_DATA_EXPORTED("personal-data.exported"),

    API_KEY_CREATED("api-key.created"),
    API_KEY_CHANGED("api-key.changed"),
    API_KEY_ROTATED("api-key.rotated"),
    API_KEY_REVOKED("api-key.revoked"),
    CLIENT_CREATED("client.created"),
    CLIENT_SECRET_ROTATED("client.secret-rotated"),
    CLIENT_REVOKED("client.revoked"),
    PARTNER_KEY_REGISTERED("partner-key.registered"),
    PARTNER_KEY_REVOKED("partner-key.revoked"),
    SIGNING_KEY_ROTATED("signing-key.rotated"),

    PRODUCT_CREATED("product.created"),
    PRODUCT_PRICE_CHANGED("product.price-changed"),
    PRODUCT_ARCHIVED("product.archived"),
    PRODUCTS_IMPORT_STARTED("products.import-started"),
    PRODUCTS_IMPORTED("products.imported"),
    STOCK_ADJUSTED("stock.adjusted"),
    /** A command was taken into a queue; what it does later has entries of its own. */
    COMMAND_ACCEPTED("command.accepted"),

    ORDER_CANCELLED("order.cancelled"),
    ORDER_REFUNDED("order.refunded"),
    ORDER_RESUMED("order.resumed"),

    WEBHOOK_CREATED("webhook.created"),
    WEBHOOK_CHANGED("webhook.changed"),
    WEBHOOK_DELETED("webhook.deleted"),
    WEBHOOK_SECRET_ROTATED("webhook.secret-rotated"),
    WEBHOOK_REDELIVERED("webhook.redelivered"),

    /** A parked event took effect after all. */
    EVENT_REPLAYED("event.replayed"),
    /** A parked event was given up. */
    EVENT_DISCARDED("event.discarded");

    private final String dotted;

    AuditAction(String dotted) {
        this.dotted = dotted;
    }

    /** The stable name, such as {@code user.roles-changed}. */
    public String dotted() {
        return dotted;
    }

    public static Optional<AuditAction> of(String dotted) {
        return Arrays.stream(values())
                .filter(action -> action.dotted.equals(dotted))
                .findFirst();
    }

    @Override
    public String toString() {
        return dotted;
    }
}
