package org.tradepost.catalog.productimport.entity;

/**
 * Why a row was not taken.
 *
 * @param line where the row begins in the file, counted from 1
 * @param sku null when the row could not be read that far
 */
public record RowRefusal(long line, String sku, String reason) {}
