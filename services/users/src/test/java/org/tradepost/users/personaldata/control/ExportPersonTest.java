package org.tradepost.users.personaldata.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Age;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.PhoneNumber;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.entity.PasswordHash;
import org.tradepost.users.personaldata.control.PersonalRecords.Unavailable;
import org.tradepost.users.testing.ListedDeeds;

class ExportPersonTest {

    private static final Account ADA = Account.register(
            new UserId(UUID.randomUUID()),
            new PersonalData(
                    new Email("ada@example.com"),
                    new FullName("Ada King"),
                    new Age(36),
                    new PhoneNumber("+441632960961"),
                    null,
                    Preferences.DEFAULT),
            new PasswordHash("$argon2id$hash"),
            EnumSet.of(Role.USER),
            Instant.parse("2026-03-01T09:30:00Z"));

    private final ListedDeeds audit = new ListedDeeds();
    private final Accounts accounts = new Accounts() {
        @Override
        public Account require(UserId id) {
            if (!id.equals(ADA.id())) {
                throw new ProblemException(CommonError.NOT_FOUND, "There is no such user");
            }
            return ADA;
        }
    };

    @Test
    void theDocumentHasTheAccountAndEveryPartButNoPassword() throws IOException {
        JsonNode document = read(export(pages("orders", 3, 100), pages("activity", 1, 2)));

        assertThat(document.at("/account/email").asText()).isEqualTo("ada@example.com");
        assertThat(document.at("/account/phone").asText()).isEqualTo("+441632960961");
        assertThat(document.at("/account/preferences/language").isTextual()).isTrue();
        assertThat(document.path("orders")).hasSize(300);
        assertThat(document.at("/orders/299/n").asInt()).isEqualTo(299);
        assertThat(document.path("activity")).hasSize(2);
        assertThat(document.toString()).doesNotContain("argon2id");
        assertThat(audit.deeds()).containsExactly(Deed.of(AuditAction.PERSONAL_DATA_EXPORTED, "user", ADA.id()));
    }

    @Test
    void tenThousandOrdersAreHeldInAMegabyteOrTwo() throws IOException {
        ExportPerson.Export export = export(pages("orders", 100, 100));
        assertThat(read(export).path("orders")).hasSize(10_000);
        assertThat(export.compressed().length).isLessThan(2_000_000);
    }

    @Test
    void withoutOnePartThereIsNoExport() {
        assertThatThrownBy(() -> export(pages("orders", 1, 1), new Part("payments") {
                    @Override
                    public Some read(UserId person, String cursor) {
                        throw new Unavailable("payments", "HTTP 500");
                    }
                }))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(CommonError.SERVICE_UNAVAILABLE);
                    assertThat(refusal.headers()).containsKey("Retry-After");
                });
        assertThat(audit.deeds()).isEmpty();
    }

    @Test
    void whoIsNotThereCannotBeExported() {
        ExportPerson exports = new ExportPerson(accounts, List.of(), audit);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> exports.export(new UserId(UUID.randomUUID()), ListedDeeds.NOWHERE))
                    .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                            .isEqualTo(CommonError.NOT_FOUND));
        }
        assertThat(exports.export(ADA.id(), ListedDeeds.NOWHERE).compressed())
                .as("a refusal keeps no place")
                .isNotEmpty();
    }

    @Test
    void tooManyAtOnceAreRefused() {
        ExportPerson[] exports = new ExportPerson[1];
        int[] depth = {0};
        exports[0] = new ExportPerson(
                accounts,
                List.of(new Part("orders") {
                    @Override
                    public Some read(UserId person, String cursor) {
                        // Each export begins another one before it ends.
                        depth[0]++;
                        exports[0].export(person, ListedDeeds.NOWHERE);
                        return new Some(List.of(), null);
                    }
                }),
                audit);
        assertThatThrownBy(() -> exports[0].export(ADA.id(), ListedDeeds.NOWHERE))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(CommonError.SERVICE_UNAVAILABLE));
        assertThat(depth[0]).isEqualTo(4);
    }

    private ExportPerson.Export export(PersonalRecords... parts) {
        return new ExportPerson(accounts, List.of(parts), audit).export(ADA.id(), ListedDeeds.NOWHERE);
    }

    private static JsonNode read(ExportPerson.Export export) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export.writeTo(out);
        return Json.mapper().readTree(out.toByteArray());
    }

    private static PersonalRecords pages(String part, int pages, int size) {
        return new Part(part) {
            @Override
            public Some read(UserId person, String cursor) {
                int page = cursor == null ? 0 : Integer.parseInt(cursor);
                List<Map<String, Object>> items = IntStream.range(page * size, (page + 1) * size)
                        .mapToObj(
                                n -> Map.<String, Object>of("n", n, "id", UUID.randomUUID(), "line1", "12 Ockham Park"))
                        .toList();
                return new Some(items, page + 1 < pages ? String.valueOf(page + 1) : null);
            }
        };
    }

    private abstract static class Part implements PersonalRecords {

        private final String name;

        Part(String name) {
            this.name = name;
        }

        @Override
        public String part() {
            return name;
        }
    }
}
