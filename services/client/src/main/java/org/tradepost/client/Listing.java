package org.tradepost.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tradepost.client.http.Json;

/**
 * A list of the API's, read page by page as far as it is looked at. What is added or removed meanwhile makes it neither skip nor
 * repeat anything else, as pages go on behind the last item, not at a number. Every iteration asks anew.
 */
public final class Listing<T> implements Iterable<T> {
    private final Function<String, JsonNode> pages;
    private final Class<T> type;

    /**
     * @param pages the page at a cursor; null is the first
     */
    Listing(Function<String, JsonNode> pages, Class<T> type) {
        this.pages = pages;
        this.type = type;
    }

    /** Its items, of which none but those used are fetched, up to the rest of a page. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    public Iterator<T> iterator() {
        return new Items();
    }

    private final class Items implements Iterator<T> {
        private final Queue<JsonNode> page = new ArrayDeque<>();
        private String cursor;
        private boolean last;

        @Override
        public boolean hasNext() {
            while (page.isEmpty() && !last) {
                JsonNode next = pages.apply(cursor);
                next.path("items").forEach(page::add);
                cursor = next.path("nextCursor").textValue();
                last = cursor == null;
            }
            return !page.isEmpty();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return Json.value(page.remove(), type);
        }
    }
}
