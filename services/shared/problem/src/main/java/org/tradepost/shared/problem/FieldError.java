package org.tradepost.shared.problem;

/**
 * What is wrong with one field.
 *
 * @param field path of the field in the request, e.g. {@code items[0].quantity}
 * @param message what it must be, in words for a person
 */
public record FieldError(String field, String message) {}
