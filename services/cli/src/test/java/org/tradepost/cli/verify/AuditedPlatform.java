package org.tradepost.cli.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.cli.verify.Audit.Service;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** The services' real schemas on a real PostgreSQL, filled with orders as the services would leave them, and topics. */
final class AuditedPlatform {
    static final String SKU = "MUG";
    static final long PRICE = 1_000;

    /** As their services told them, digests by entry id. */
    final Map<String, String> auditTold = new LinkedHashMap<>();

    private final Map<Service, TestDatabase> databases = new EnumMap<>(Service.class);
    /** What is on the topics, by event id. */
    final Map<String, Topics.Event> onTopics = new LinkedHashMap<>();

    AuditedPlatform() {
        TestPostgres server = TestPostgres.start();
        for (Service service : Service.values()) {
            String name = service.name().toLowerCase(Locale.ROOT);
            databases.put(
                    service,
                    server.database(
                            name,
                            "public",
                            "filesystem:../" + name + "/src/main/resources/db/migration",
                            "filesystem:../shared/outbox/src/main/resources/db/shared",
                            "filesystem:../shared/idempotency/src/main/resources/db/shared"));
        }
        databases.get(Service.PAYMENTS).withSchema("bank", "filesystem:../payments/src/main/resources/db/bank");
        owner(
                Service.CATALOG,
                """
                INSERT INTO product (sku, name, price_amount, price_currency) VALUES ('MUG', 'Mug', 1000, 'GBP');
                INSERT INTO stock (sku, on_hand) VALUES ('MUG', 100);
                INSERT INTO stock_adjustment (sku, delta, reason) VALUES ('MUG', 100, 'first delivery')""");
    }

    /** SQL of the schema's owner, with its triggers off: what no service could do. */
    void owner(Service service, String sql) {
        databases.get(service).ownerJdbi().useTransaction(handle -> handle.createScript(sql)
                .execute());
    }

    void bank(String sql) {
        superuser(Service.PAYMENTS)
                .useTransaction(handle -> handle.createScript(sql).execute());
    }

    private Jdbi superuser(Service service) {
        String url = databases.get(service).url();
        return Jdbi.create(url.substring(0, url.indexOf('?')), "postgres", "");
    }

    /** An order that went well: two mugs, paid, delivered, told. */
    UUID confirmedOrder() {
        UUID order = Ids.newId();
        UUID payment = Ids.newId();
        UUID booking = Ids.newId();
        long total = 2 * PRICE;
        owner(
                Service.ORDERS,
                """
                INSERT INTO customer_order (id, user_id, status, currency, total_minor, item_count, units, country, payment_id,
                                            placed_at, confirmed_at, updated_at, version)
                VALUES ('%1$s', '%2$s', 'CONFIRMED', 'GBP', %3$d, 1, 2, 'United Kingdom', '%4$s',
                        '2026-01-01T10:00:00Z', '2026-01-01T10:00:01Z', now(), 2);
                INSERT INTO order_line (order_id, line_no, sku, name, quantity, unit_price_minor, line_total_minor)
                VALUES ('%1$s', 1, 'MUG', 'Mug', 2, 1000, 2000);
                INSERT INTO order_event (order_id, version, type, status, currency, total_minor, payment_id, occurred_at)
                VALUES ('%1$s', 1, 'ORDER_PLACED', 'PENDING', 'GBP', %3$d, NULL, '2026-01-01T10:00:00Z'),
                       ('%1$s', 2, 'ORDER_CONFIRMED', 'CONFIRMED', 'GBP', %3$d, '%4$s', '2026-01-01T10:00:01Z');
                INSERT INTO idempotency_record (caller, key, operation, request_hash, resource_id)
                VALUES ('u', '%1$s', 'POST /api/v1/orders', '\\x00', '%1$s')"""
                        .formatted(order, UUID.randomUUID(), total, payment));
        owner(
                Service.CATALOG,
                """
                INSERT INTO reservation (order_id, status, payload_hash) VALUES ('%1$s', 'COMMITTED', '\\x00');
                INSERT INTO reservation_line (order_id, sku, quantity, tracked) VALUES ('%1$s', 'MUG', 2, true);
                UPDATE stock SET on_hand = on_hand - 2, sold = sold + 2 WHERE sku = 'MUG'"""
                        .formatted(order));
        owner(
                Service.PAYMENTS,
                """
                INSERT INTO payment (id, order_id, status, user_id, currency, amount_minor, method, provider_token, payload_hash,
                                     provider_charge_id, captured_minor, version)
                VALUES ('%1$s', '%2$s', 'CAPTURED', '%2$s', 'GBP', %3$d, 'sandbox', 'tok_ok', '\\x00', 'c', %3$d, 1);
                INSERT INTO ledger_transaction (id, kind, payment_id) VALUES ('%4$s', 'CAPTURE', '%1$s');
                INSERT INTO ledger_entry (transaction_id, line_no, account, currency, amount_minor, payment_id)
                VALUES ('%4$s', 1, 'provider_receivable', 'GBP', %3$d, '%1$s'),
                       ('%4$s', 2, 'customer_sales', 'GBP', -%3$d, '%1$s')"""
                        .formatted(payment, order, total, booking));
        charge(order, "charge-" + order, total);
        tell(order);
        return order;
    }

    void charge(UUID order, String key, long amount) {
        bank(
                "INSERT INTO bank.charge (key, id, status, order_ref, currency, amount_minor) VALUES ('%s', '%s', 'CHARGED', '%s', 'GBP', %d)"
                        .formatted(key, UUID.randomUUID(), order, amount));
    }

    /** An event of the order, in the outbox, on the topic, and consumed by users. */
    private void tell(UUID order) {
        UUID event = Ids.newId();
        UUID user = Ids.newId();
        String type = "tradepost.orders.order-confirmed.v1";
        String payload = "{\"id\":\"" + event + "\",\"type\":\"" + type + "\",\"sequence\":2}";
        owner(
                Service.ORDERS,
                """
                INSERT INTO outbox (event_id, topic, aggregate_id, sequence, payload, sent_at)
                VALUES ('%s', 'tradepost.orders', '%s', 2, '%s', now())"""
                        .formatted(event, order, payload));
        owner(
                Service.USERS,
                """
                INSERT INTO user_account (id, email, name, password_hash, status, roles, email_notifications, time_zone, language,
                                          created_at, updated_at, version)
                VALUES ('%1$s', '%1$s@x.example', 'Ada', 'h', 'ACTIVE', 'user', true, 'UTC', 'en', now(), now(), 1);
                INSERT INTO user_activity (event_id, user_id, event_type, order_id, order_sequence, occurred_at)
                VALUES ('%2$s', '%1$s', '%3$s', '%4$s', 2, now());
                INSERT INTO inbox (event_id, type, topic, aggregate_id, sequence)
                VALUES ('%2$s', '%3$s', 'tradepost.orders', '%4$s', 2)"""
                        .formatted(user, event, type, order));
        onTopics.put(
                event.toString(), new Topics.Event("tradepost.orders", order.toString(), type, 2, digest(payload)));
    }

    /** An entry of the audit log: told, consumed and chained. */
    String audited() {
        String id = Ids.newId().toString();
        String body = "{\"action\":\"order.refunded\",\"actor\":\"a\",\"id\":\"" + id
                + "\",\"time\":\"2026-01-01T10:00:00.000Z\"}";
        databases
                .get(Service.USERS)
                .jdbi()
                .useHandle(h -> h.execute(
                        """
                INSERT INTO audit_entry (seq, body, previous_hash, hash)
                SELECT seq + 1, ?, hash, sha256(hash || convert_to(?, 'UTF8'))
                FROM (SELECT seq, hash FROM audit_entry UNION ALL SELECT 0, decode(repeat('00', 32), 'hex')
                      ORDER BY seq DESC LIMIT 1) last""",
                        body,
                        body));
        onTopics.put(
                id,
                new Topics.Event(
                        AuditComplete.TOPIC, id, "tradepost.audit.entry-recorded.v1", 0, digest("event " + body)));
        auditTold.put(id, digest(body));
        return id;
    }

    /** What only a superuser can do to the audit log: its triggers are off. */
    void forge(String sql) {
        superuser(Service.USERS)
                .useTransaction(handle -> handle.createScript("SET LOCAL session_replication_role = replica; " + sql)
                        .execute());
    }

    /** The id of one of the orders' events. */
    String orderEvent() {
        return onTopics.entrySet().stream()
                .filter(event -> event.getValue().topic().equals("tradepost.orders"))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    static String digest(String text) {
        MessageDigest digest = TopicReader.sha256();
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    Audit audit() {
        return Audit.open(service -> databases.get(service).auditJdbi(), () -> {
            Topics topics = new Topics();
            onTopics.forEach(topics::add);
            auditTold.forEach(topics::addAuditEntry);
            return topics;
        });
    }

    VerifyReport verify() {
        return new Verification(this::audit, List.of(Duration.ZERO)).run();
    }
}
