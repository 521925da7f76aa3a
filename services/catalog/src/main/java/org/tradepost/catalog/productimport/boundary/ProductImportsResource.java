package org.tradepost.catalog.productimport.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.productimport.control.ImportProducts;
import org.tradepost.catalog.productimport.control.ImportProducts.Format;
import org.tradepost.catalog.productimport.entity.ImportReport;
import org.tradepost.catalog.productimport.entity.RefusedFile;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.observability.BusinessOperation;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Many products at once, from a file that is read as it arrives. */
@Path("/api/v1/product-imports")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProductImportsResource {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    @Inject
    ImportProducts importProducts;

    @Inject
    CallerContext caller;

    @BusinessOperation("product.import")
    @POST
    @Consumes({CSV, NDJSON})
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public ImportReport run(
            @HeaderParam("Idempotency-Key") String key, @Context HttpHeaders headers, InputStream body) {
        Format format = format(headers.getMediaType());
        if (key != null) {
            IdempotencyRecords.requireWellFormed(key);
        }
        ImportReport report;
        try {
            report = importProducts.run(caller.caller().userId(), key, format, body);
        } catch (RefusedFile e) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, e.getMessage());
        } catch (IOException e) {
            // The sender is gone or stopped in the middle; batches that were complete have been taken.
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "The file could not be read to its end");
        }
        if (report.refused() == report.rows()) {
            throw new ProblemException(CatalogError.IMPORT_REFUSED, "All " + report.rows() + " rows were refused")
                    .with("rows", report.rows())
                    .with("refused", report.refused())
                    .with("reasons", report.reasons())
                    .with("reasonsTruncated", report.reasonsTruncated());
        }
        return report;
    }

    private static Format format(MediaType type) {
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "UTF-8");
        if (!charset.equalsIgnoreCase("UTF-8")) {
            throw new ProblemException(CommonError.UNSUPPORTED_MEDIA_TYPE, "Files must be in UTF-8");
        }
        return type.getSubtype().equalsIgnoreCase("csv") ? Format.CSV : Format.NDJSON;
    }
}
