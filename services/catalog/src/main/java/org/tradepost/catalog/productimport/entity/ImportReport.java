package org.tradepost.catalog.productimport.entity;

import java.util.List;

/**
 * What became of an import.
 *
 * @param rows records in the file, without the header and empty lines
 * @param created products that had never been in the catalogue
 * @param updated rows that changed, confirmed or brought back a product
 * @param refused rows that were not taken
 * @param reasons why, for the first of them
 * @param reasonsTruncated whether there are more than are shown
 */
public record ImportReport(
        long rows, long created, long updated, long refused, List<RowRefusal> reasons, boolean reasonsTruncated) {}
