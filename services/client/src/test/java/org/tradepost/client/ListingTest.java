package org.tradepost.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.tradepost.client.http.Json;

class ListingTest {
    private final List<String> cursors = new ArrayList<>();

    /** Three pages, of which the second is empty, as it may be where items were removed. */
    private final Listing<Money> listing = new Listing<>(this::page, Money.class);

    private JsonNode page(String cursor) {
        cursors.add(cursor);
        return switch (cursor) {
            case null ->
                tree("{'items':[{'amount':1,'currency':'GBP'},{'amount':2,'currency':'GBP'}],'nextCursor':'b'}");
            case "b" -> tree("{'items':[],'nextCursor':'c'}");
            default -> tree("{'items':[{'amount':3,'currency':'GBP'}]}");
        };
    }

    private static JsonNode tree(String json) {
        try {
            return Json.tree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void goesThroughAllPages() {
        assertThat(listing).extracting(Money::amount).containsExactly(1L, 2L, 3L);
        assertThat(cursors).containsExactly(null, "b", "c");
    }

    @Test
    void readsNoPageThatIsNotLookedAt() {
        assertThat(listing.stream().limit(2)).hasSize(2);

        assertThat(cursors).containsExactly((String) null);
    }

    @Test
    void everyIterationAsksAnew() {
        assertThat(listing.stream().count()).isEqualTo(3);
        assertThat(listing.stream().count()).isEqualTo(3);

        assertThat(cursors).hasSize(6);
    }

    @Test
    void thereIsNothingBehindTheLast() {
        var items = listing.iterator();
        items.next();
        items.next();
        items.next();

        assertThat(items.hasNext()).isFalse();
        assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
    }
}
