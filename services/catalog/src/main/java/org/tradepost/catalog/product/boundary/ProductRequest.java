package org.tradepost.catalog.product.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * A product as an editor sends it.
 *
 * @param sku may be left out of a PUT, whose path names it
 * @param description empty when left out
 * @param stockTracked true when left out
 */
public record ProductRequest(
        @Pattern(regexp = Sku.PATTERN, message = Sku.RULE) String sku,
        @NotBlank @Size(max = ProductDetails.MAX_NAME) @Pattern(regexp = STORABLE, message = STORABLE_RULE) String name,
        @Size(max = ProductDetails.MAX_DESCRIPTION) @Pattern(regexp = STORABLE, message = STORABLE_RULE)
                String description,
        @Size(max = ProductDetails.MAX_CATEGORY) @Pattern(regexp = STORABLE, message = STORABLE_RULE) String category,
        @NotNull @Valid Price price,
        Boolean stockTracked) {

    // PostgreSQL has no NUL in text, and UTF-8 no half of a surrogate pair.
    private static final String STORABLE = "[^\\x00\\p{Cs}]*";
    private static final String STORABLE_RULE = "has characters that cannot be stored";

    /**
     * A price.
     *
     * @param amount in minor units
     * @param currency ISO 4217
     */
    public record Price(
            @NotNull @PositiveOrZero @Max(ProductDetails.MAX_PRICE) Long amount, @NotNull String currency) {}

    /**
     * @throws ProblemException 422
     */
    public ProductDetails details() {
        if (sku == null) {
            throw invalid("sku", "must not be null");
        }
        return details(new Sku(sku));
    }

    /**
     * @param addressed the SKU in the request's path
     * @throws ProblemException 422
     */
    public ProductDetails details(Sku addressed) {
        if (sku != null && !sku.equals(addressed.value())) {
            throw invalid("sku", "must be the SKU in the path; a product keeps its SKU");
        }
        if (!Money.isCurrency(price.currency())) {
            throw invalid("price.currency", "must be an ISO 4217 code");
        }
        return new ProductDetails(
                addressed,
                name,
                description,
                category,
                new Money(price.amount(), price.currency()),
                stockTracked == null || stockTracked);
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, field + " " + message).field(field, message);
    }
}
