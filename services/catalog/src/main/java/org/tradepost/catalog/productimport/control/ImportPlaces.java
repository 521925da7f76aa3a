package org.tradepost.catalog.productimport.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.productimport.entity.ImportReport;
import org.tradepost.catalog.productimport.entity.RefusedFile;
import org.tradepost.shared.problem.ProblemException;

/**
 * How many imports a server takes at a time. Each holds one of the container's few threads for as long as its sender takes to send, so
 * without a bound some slow senders would keep everybody from the catalogue.
 */
@ApplicationScoped
public class ImportPlaces {

    private static final int SECONDS_TO_WAIT = 10;

    private final Semaphore places;

    /** An import that has a place. */
    @FunctionalInterface
    interface Import {
        ImportReport run() throws IOException, RefusedFile;
    }

    /**
     * @param most at a time, at least 1
     */
    @Inject
    public ImportPlaces(@ConfigProperty(name = "tradepost.catalog.imports.concurrent", defaultValue = "2") int most) {
        if (most < 1) {
            throw new IllegalArgumentException("tradepost.catalog.imports.concurrent must be at least 1");
        }
        this.places = new Semaphore(most);
    }

    /** For the container's proxy. */
    protected ImportPlaces() {
        this.places = null;
    }

    /**
     * Runs an import at once, if there is a place.
     *
     * @throws ProblemException 429 when there is none; nothing has been read
     */
    ImportReport take(Import work) throws IOException, RefusedFile {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                            CatalogError.TOO_MANY_IMPORTS, "Other imports are being read; send this one later")
                    .header("Retry-After", String.valueOf(SECONDS_TO_WAIT));
        }
        try {
            return work.run();
        } finally {
            places.release();
        }
    }
}
