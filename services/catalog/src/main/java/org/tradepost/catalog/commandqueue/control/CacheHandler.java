package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;
import org.tradepost.catalog.product.control.TendProductCache;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.rest.Json;

/**
 * {@code cache.get} and {@code cache.set}, which are about the memory of the replica that does them, and {@code cache.invalidate}, which
 * reaches all by an event of the same transaction.
 */
final class CacheHandler implements CommandHandler {

    record Fields(String sku) {}

    private final String type;
    private final boolean transactional;
    private final BiFunction<ClaimedCommand, Sku, Object> work;

    private CacheHandler(String type, boolean transactional, BiFunction<ClaimedCommand, Sku, Object> work) {
        this.type = type;
        this.transactional = transactional;
        this.work = work;
    }

    static CommandHandler get(TendProductCache cache) {
        return new CacheHandler("cache.get", false, (command, sku) -> cache.look(sku));
    }

    static CommandHandler set(TendProductCache cache) {
        return new CacheHandler("cache.set", false, (command, sku) -> cache.load(sku));
    }

    static CommandHandler invalidate(TendProductCache cache) {
        return new CacheHandler("cache.invalidate", true, (command, sku) -> {
            cache.forget(command.id(), sku);
            return new Fields(sku.value());
        });
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public void check(ObjectNode fields) {
        CommandFields.require(
                Sku.isValid(CommandFields.read(fields, Fields.class).sku()), "sku", Sku.RULE);
    }

    @Override
    public boolean isTransactional() {
        return transactional;
    }

    @Override
    public JsonNode run(ClaimedCommand command) {
        Fields fields = CommandFields.read(command.fields(), Fields.class);
        return Json.mapper().valueToTree(work.apply(command, new Sku(fields.sku())));
    }
}
