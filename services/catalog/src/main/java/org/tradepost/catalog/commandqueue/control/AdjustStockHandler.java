package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.control.AdjustStock;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.shared.rest.Json;

/** {@code stock.adjust}: the adjustment, its ledger, event and audit entry commit with the end of the command. */
final class AdjustStockHandler implements CommandHandler {

    private static final long MAX_DELTA = 1_000_000_000L;
    private static final int MAX_REASON = 200;

    /** As in {@code POST /api/v1/products/{sku}/stock-adjustments}. */
    record Fields(String sku, Long delta, String reason) {}

    private final AdjustStock stock;

    AdjustStockHandler(AdjustStock stock) {
        this.stock = stock;
    }

    @Override
    public String type() {
        return "stock.adjust";
    }

    @Override
    public void check(ObjectNode fields) {
        Fields read = CommandFields.read(fields, Fields.class);
        CommandFields.require(Sku.isValid(read.sku()), "sku", Sku.RULE);
        CommandFields.require(
                read.delta() != null && read.delta() != 0 && read.delta() >= -MAX_DELTA && read.delta() <= MAX_DELTA,
                "delta",
                "must be between -" + MAX_DELTA + " and " + MAX_DELTA + ", and not 0");
        CommandFields.require(
                read.reason() != null
                        && !read.reason().isBlank()
                        && read.reason().codePointCount(0, read.reason().length()) <= MAX_REASON,
                "reason",
                "must be 1 to " + MAX_REASON + " characters, not blank");
    }

    @Override
    public boolean isTransactional() {
        return true;
    }

    @Override
    public JsonNode run(ClaimedCommand command) {
        Fields fields = CommandFields.read(command.fields(), Fields.class);
        StockLevel level =
                stock.adjust(command.scene(), new Sku(fields.sku()), fields.delta(), fields.reason(), command.actor());
        return Json.mapper()
                .createObjectNode()
                .put("sku", level.sku())
                .put("onHand", level.onHand())
                .put("reserved", level.reserved())
                .put("available", level.available());
    }
}
