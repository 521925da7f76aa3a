package org.tradepost.catalog.productimport.entity;

/** The file as a whole cannot be imported; nothing was read of it but its beginning. */
public class RefusedFile extends Exception {

    private static final long serialVersionUID = 1L;

    public RefusedFile(String reason) {
        super(reason, null, false, false);
    }
}
