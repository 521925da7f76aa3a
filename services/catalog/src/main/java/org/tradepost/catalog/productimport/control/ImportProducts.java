package org.tradepost.catalog.productimport.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.tradepost.catalog.productimport.entity.ImportReport;
import org.tradepost.catalog.productimport.entity.RefusedFile;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

/**
 * Imports a file of products of any length, in constant memory and in many short transactions. With an idempotency key a repeated
 * upload is read, compared by its digest and answered with the report of the first, without being applied again.
 */
@ApplicationScoped
public class ImportProducts {

    private final StoreBatch batches;
    private final ImportClaims claims;
    private final AuditTrail audit;
    private final ImportPlaces places;

    /** What a file may be. */
    public enum Format {
        CSV,
        NDJSON
    }

    @Inject
    public ImportProducts(StoreBatch batches, ImportClaims claims, AuditTrail audit, ImportPlaces places) {
        this.batches = batches;
        this.claims = claims;
        this.audit = audit;
        this.places = places;
    }

    /** For the container's proxy. */
    protected ImportProducts() {
        this(null, null, null, null);
    }

    /**
     * @param key the idempotency key, or null
     * @throws RefusedFile when the file as a whole is refused
     * @throws ProblemException 409 while the key is in use, 422 when it was used for another content, 429 while too many are read
     */
    public ImportReport run(UUID caller, String key, Format format, InputStream body) throws IOException, RefusedFile {
        try {
            return places.take(() -> take(caller, key, format, body));
        } catch (ConnectionException e) {
            // Not the refusal that it is elsewhere: batches that were complete have been taken.
            throw new IllegalStateException("the import got no further for want of a database connection", e);
        }
    }

    private ImportReport take(UUID caller, String key, Format format, InputStream body)
            throws IOException, RefusedFile {
        MessageDigest digest = sha256();
        digest.update(format.name().getBytes(StandardCharsets.UTF_8));
        DigestInputStream content = new DigestInputStream(body, digest);
        if (key == null) {
            return read(new StoreBatch.Run(Ids.newId(), caller, false), format, content);
        }
        return switch (claims.claim(caller, key)) {
            case ImportClaims.Claim.Ours ours -> runOnce(ours.id(), caller, format, content);
            case ImportClaims.Claim.Done done -> repeated(done, content);
            case ImportClaims.Claim.Running running ->
                throw new ProblemException(
                                CommonError.REQUEST_IN_FLIGHT, "A request with this Idempotency-Key is being processed")
                        .header("Retry-After", "5");
        };
    }

    private ImportReport runOnce(UUID id, UUID caller, Format format, DigestInputStream content)
            throws IOException, RefusedFile {
        boolean done = false;
        try {
            ImportReport report = read(new StoreBatch.Run(id, caller, true), format, content);
            done = claims.finish(id, content.getMessageDigest().digest(), Json.write(report));
            return report;
        } finally {
            if (!done) {
                claims.abandon(id);
            }
        }
    }

    private ImportReport read(StoreBatch.Run run, Format format, DigestInputStream content)
            throws IOException, RefusedFile {
        DigestInputStream file = new DigestInputStream(content, sha256());
        FileLines lines = new FileLines(new InputStreamReader(file, StandardCharsets.UTF_8));
        ImportRows rows = format == Format.CSV ? new CsvRows(lines) : new NdjsonRows(lines);
        ImportTally tally = new ImportTally(batch -> batches.store(run, batch.number(), batch.rows()));
        for (var row = rows.next(); row != null; row = rows.next()) {
            tally.take(row);
        }
        ImportReport report = tally.finish();
        if (report.rows() == 0) {
            throw new RefusedFile("The file has no rows");
        }
        audit.record(Deed.of(AuditAction.PRODUCTS_IMPORTED, "product-import", run.id())
                .with("rows", report.rows())
                .with("created", report.created())
                .with("updated", report.updated())
                .with("refused", report.refused())
                .with("sha256", HexFormat.of().formatHex(file.getMessageDigest().digest())));
        return report;
    }

    private static ImportReport repeated(ImportClaims.Claim.Done done, DigestInputStream content) throws IOException {
        content.transferTo(OutputStream.nullOutputStream());
        if (!Arrays.equals(done.digest(), content.getMessageDigest().digest())) {
            throw new ProblemException(
                    CommonError.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another file");
        }
        try {
            return Json.tolerant().readValue(done.report(), ImportReport.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
