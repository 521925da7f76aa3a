package org.tradepost.catalog.product.boundary;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Reads the query parameters of the product list. */
final class ProductQuery {

    static final int MAX_SKUS = 100;
    static final int MAX_SEARCH = 200;

    private ProductQuery() {}

    /**
     * The SKUs asked for. One parameter is a list with commas; when it is repeated, each is one SKU as it stands, commas included.
     *
     * @throws ProblemException 422 for none or too many
     */
    static List<String> skus(List<String> parameters) {
        List<String> skus = parameters.size() > 1
                ? parameters
                : Arrays.asList(parameters.get(0).split(","));
        skus = skus.stream().filter(sku -> !sku.isEmpty()).toList();
        if (skus.isEmpty() || skus.size() > MAX_SKUS) {
            throw invalid("skus", "must name 1 to " + MAX_SKUS + " SKUs");
        }
        return skus;
    }

    /** Those that a product could have. */
    static Set<String> possible(List<String> skus) {
        Set<String> possible = new LinkedHashSet<>(skus);
        possible.removeIf(sku -> !Sku.isValid(sku));
        return possible;
    }

    /**
     * @throws ProblemException 422 for a text that is too long or cannot be searched for
     */
    static String search(String q) {
        if (q.length() > MAX_SEARCH || !ProductDetails.isText(q)) {
            throw invalid("q", "must be a text of at most " + MAX_SEARCH + " characters");
        }
        return q;
    }

    /**
     * @throws ProblemException 400 unless it is a whole number
     */
    static Long limit(String text) {
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "limit must be a whole number")
                    .field("limit", "must be a whole number");
        }
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, field + " " + message).field(field, message);
    }
}
