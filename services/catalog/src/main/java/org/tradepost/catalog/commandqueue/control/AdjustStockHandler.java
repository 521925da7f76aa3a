package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.control.AdjustStock;
import org.tradepost.catalog.stock.entity.AdjustmentRules;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.shared.rest.Json;

/** {@code stock.adjust}: the adjustment, its ledger, event and audit entry commit with the end of the command. */
final class AdjustStockHandler implements CommandHandler {

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
        CommandFields.require(AdjustmentRules.isDelta(read.delta()), "delta", AdjustmentRules.DELTA_RULE);
        CommandFields.require(AdjustmentRules.isReason(read.reason()), "reason", AdjustmentRules.REASON_RULE);
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
