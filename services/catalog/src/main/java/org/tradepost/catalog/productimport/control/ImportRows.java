package org.tradepost.catalog.productimport.control;

import java.io.IOException;
import org.tradepost.catalog.productimport.entity.ImportRow;

/** The records of a file, one after the other. */
interface ImportRows {

    /** The next record, or null behind the last one. */
    ImportRow next() throws IOException;
}
