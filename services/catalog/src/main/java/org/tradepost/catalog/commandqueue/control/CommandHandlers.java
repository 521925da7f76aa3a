package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tradepost.catalog.product.control.TendProductCache;
import org.tradepost.catalog.stock.control.AdjustStock;

/** Who does what. */
@ApplicationScoped
public class CommandHandlers {

    /** Stands for all types without a handler where labels are bounded. */
    private static final String OTHER = "other";

    private final SortedMap<String, CommandHandler> byType = new TreeMap<>();

    @Inject
    public CommandHandlers(AdjustStock stock, TendProductCache cache) {
        add(CacheHandler.get(cache));
        add(CacheHandler.set(cache));
        add(CacheHandler.invalidate(cache));
        add(new AdjustStockHandler(stock));
    }

    /** For the container's proxy. */
    protected CommandHandlers() {}

    /**
     * Refuses what a known type cannot have. An unknown type may have any fields: another version of this service may know it.
     *
     * @throws org.tradepost.shared.problem.ProblemException or what else the HTTP boundary answers with 400 or 422
     */
    public void check(String type, ObjectNode fields) {
        find(type).ifPresent(handler -> handler.check(fields));
    }

    Optional<CommandHandler> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** The types as metrics tell them. */
    List<String> labels() {
        return Stream.concat(byType.keySet().stream(), Stream.of(OTHER)).toList();
    }

    /** A type as metrics tell it. */
    String label(String type) {
        return byType.containsKey(type) ? type : OTHER;
    }

    private void add(CommandHandler handler) {
        byType.put(handler.type(), handler);
    }
}
