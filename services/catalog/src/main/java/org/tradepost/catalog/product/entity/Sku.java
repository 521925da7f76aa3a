package org.tradepost.catalog.product.entity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stock keeping unit: 1 to 64 printable characters, taken exactly as written. Case and spaces matter, also trailing ones,
 * because real catalogues have SKUs that differ in nothing else. A SKU is a path segment of its product's address, so it holds
 * no slash and is not a dot segment; nor does it look percent-encoded, which the gateway refuses in an address.
 */
public record Sku(String value) {

    public static final String RULE =
            "must be 1 to 64 printable characters, not blank, without /, \\ and % before two hex digits, and not . or ..";
    public static final String PATTERN =
            "(?!\\.{1,2}$)(?!.*%\\p{XDigit}{2})(?=.*\\S)[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}&&[^/\\\\]]{1,64}";

    private static final Pattern VALID = Pattern.compile(PATTERN);

    /**
     * @throws IllegalArgumentException when the text is no SKU
     */
    public Sku {
        if (!isValid(value)) {
            throw new IllegalArgumentException("sku " + RULE);
        }
    }

    /** The SKU that the text is, or nothing: no product can have it. */
    public static Optional<Sku> of(String text) {
        return isValid(text) ? Optional.of(new Sku(text)) : Optional.empty();
    }

    /** Whether the text may be a SKU. */
    public static boolean isValid(String text) {
        return text != null && VALID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
