package org.tradepost.users.personaldata.control;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.UserId;

/**
 * Everything that the platform knows about a person, as one JSON document: all of it or nothing. It is made before the first byte
 * goes out, so that a service that is away is a 503 rather than half an export. Meanwhile it is held compressed, a page of records
 * at a time being readable: ten thousand orders take about a megabyte, and nothing is written to a disk. It calls other services, so it
 * must not run on the container's threads.
 */
@ApplicationScoped
public class ExportPerson {

    private static final int AT_ONCE = 4;
    private static final String LATER = "5";

    /** A finished export. */
    public record Export(byte[] compressed) {

        /** Writes the JSON document. */
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream json = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
                json.transferTo(out);
            }
        }
    }

    private final Accounts accounts;
    private final List<PersonalRecords> parts;
    private final AuditTrail audit;
    private final Semaphore running = new Semaphore(AT_ONCE);

    @Inject
    public ExportPerson(Accounts accounts, @Any Instance<PersonalRecords> parts, AuditTrail audit) {
        this(accounts, (Iterable<PersonalRecords>) parts, audit);
    }

    public ExportPerson(Accounts accounts, Iterable<PersonalRecords> parts, AuditTrail audit) {
        this.audit = audit;
        this.accounts = accounts;
        this.parts = StreamSupport.stream(parts.spliterator(), false)
                .sorted(Comparator.comparing(PersonalRecords::part))
                .toList();
    }

    /** For the container's proxy only. */
    protected ExportPerson() {
        this(null, List.of(), null);
    }

    /**
     * The audit log is told before the first byte goes out: nobody has the data of whom it does not know.
     *
     * @param scene of the request that asks, which this thread may not be the one of
     * @throws ProblemException 404 when there is no such person; 503 when a part cannot be had now, or too many exports are being made
     */
    public Export export(UserId person, Scene scene) {
        if (!running.tryAcquire()) {
            throw notNow("Too many exports are being made at the moment; try again");
        }
        try {
            Account account = accounts.require(person);
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            try (JsonGenerator json = Json.mapper().createGenerator(new GZIPOutputStream(kept))) {
                write(account, json);
            }
            audit.record(scene, Deed.of(AuditAction.PERSONAL_DATA_EXPORTED, "user", person));
            return new Export(kept.toByteArray());
        } catch (PersonalRecords.Unavailable e) {
            throw notNow("A part of the data cannot be had at present; try again");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            running.release();
        }
    }

    private void write(Account account, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writePOJOField("exportedAt", Instant.now());
        json.writePOJOField("account", shown(account));
        for (PersonalRecords part : parts) {
            json.writeArrayFieldStart(part.part());
            String cursor = null;
            do {
                PersonalRecords.Some some = part.read(account.id(), cursor);
                for (Object item : some.items()) {
                    json.writePOJO(item);
                }
                cursor = some.nextCursor();
            } while (cursor != null);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** All but the password's hash, which tells the person nothing. */
    private static Map<String, Object> shown(Account account) {
        PersonalData data = account.personalData();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", account.id().value());
        shown.put("email", data.email().value());
        shown.put("name", data.name().value());
        shown.put("age", data.age() == null ? null : data.age().years());
        shown.put("phone", data.phone() == null ? null : data.phone().value());
        shown.put("avatar", data.avatar() == null ? null : data.avatar().value());
        shown.put(
                "preferences",
                Map.of(
                        "emailNotifications", data.preferences().emailNotifications(),
                        "timeZone", data.preferences().timeZone().value(),
                        "language", data.preferences().language().value()));
        shown.put("status", account.status());
        shown.put("roles", account.roles());
        shown.put("createdAt", account.createdAt());
        shown.put("updatedAt", account.updatedAt());
        shown.put("version", account.version());
        return shown;
    }

    private static ProblemException notNow(String detail) {
        return new ProblemException(CommonError.SERVICE_UNAVAILABLE, detail).header("Retry-After", LATER);
    }
}
