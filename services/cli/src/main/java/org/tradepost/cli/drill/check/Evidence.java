package org.tradepost.cli.drill.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.tradepost.cli.drill.load.Call;
import org.tradepost.cli.drill.load.Intent;

/**
 * What was wanted and answered, beside what is so.
 *
 * @param intents of every buyer
 * @param calls in the order in which they ended
 * @param userIds of the buyers, by number
 * @param books read when the platform was quiet
 * @param markers of orders that no answer named, by order id: read from their delivery addresses
 */
public record Evidence(
        List<Intent> intents, List<Call> calls, List<String> userIds, Books books, Map<String, String> markers) {

    /**
     * @param markerOf reads the marker of a buyer's order, or answers null; asked only for orders that no answer named
     */
    public static Evidence gather(
            List<Intent> intents,
            List<Call> calls,
            List<String> userIds,
            Books books,
            BiFunction<Integer, String, String> markerOf) {
        Set<String> named = new HashSet<>();
        intents.forEach(intent -> named.addAll(intent.orders()));
        Map<String, String> markers = new HashMap<>();
        for (Books.Order order : books.orders().values()) {
            int owner = userIds.indexOf(order.userId());
            if (!named.contains(order.id()) && owner >= 0) {
                String marker = markerOf.apply(owner, order.id());
                if (marker != null) {
                    markers.put(order.id(), marker);
                }
            }
        }
        return new Evidence(intents, calls, userIds, books, markers);
    }

    Stream<Intent> wanted(Intent.Kind kind) {
        return intents.stream().filter(intent -> intent.kind() == kind);
    }

    String owner(Intent intent) {
        return userIds.get(intent.buyer());
    }
}
