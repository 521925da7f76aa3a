package org.tradepost.users.account.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.password.entity.PasswordHash;

class AccountTest {

    private static final Instant THEN = Instant.parse("2026-03-01T09:30:00Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final PersonalData ADA = new PersonalData(
            new Email("ada@example.com"), new FullName("Ada"), new Age(36), null, null, Preferences.DEFAULT);

    private final Account account = Account.register(
            new UserId(UUID.randomUUID()), ADA, new PasswordHash("$argon2id$x"), EnumSet.of(Role.USER), THEN);

    @Test
    void aNewAccountIsActiveAndHoldsWhatItWasGiven() {
        assertThat(account.status()).isEqualTo(UserStatus.ACTIVE);
        assertThat(account.personalData()).isEqualTo(ADA);
        assertThat(account.createdAt()).isEqualTo(THEN);
        assertThat(account.mayOrder()).isTrue();
    }

    @Test
    void aCorrectionTellsWhatChanged() {
        PersonalData corrected = new PersonalData(
                ADA.email(),
                new FullName("Ada King"),
                null,
                null,
                new AvatarUrl("https://x.example/a"),
                ADA.preferences());
        assertThat(account.correct(corrected, NOW)).containsExactly("name", "age", "avatar");
        assertThat(account.personalData()).isEqualTo(corrected);
        assertThat(account.updatedAt()).isEqualTo(NOW);
    }

    @Test
    void whatIsShownStaysAsItWas() {
        AccountView before = account.view();
        account.govern(EnumSet.of(Role.GUEST), UserStatus.SUSPENDED, NOW);
        account.correct(
                new PersonalData(ADA.email(), new FullName("Ada King"), null, null, null, ADA.preferences()), NOW);
        assertThat(before)
                .isEqualTo(new AccountView(
                        account.id(), ADA, UserStatus.ACTIVE, Set.of(Role.USER), THEN, THEN, account.version()));
        assertThat(account.view()).isNotEqualTo(before);
        assertThat(before.toString()).doesNotContainIgnoringCase("ada");
    }

    @Test
    void theTelephoneNumberIsSealedOnceForEachChange() {
        PersonalData reachable = new PersonalData(
                ADA.email(), ADA.name(), null, new PhoneNumber("+441632960961"), null, ADA.preferences());
        account.correct(reachable, NOW);
        List<String> sealed = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            account.seal(phone -> {
                sealed.add(phone);
                return new Sealed("sealed", "k1");
            });
        }
        assertThat(sealed).containsExactly("+441632960961");
        assertThat(account.personalData()).isEqualTo(reachable);

        account.correct(ADA, NOW);
        account.seal(phone -> new Sealed("another", "k1"));
        assertThat(account.open(text -> text).personalData().phone()).isNull();
    }

    @Test
    void aCorrectionThatChangesNothingTouchesNothing() {
        assertThat(account.correct(ADA, NOW)).isEmpty();
        assertThat(account.updatedAt()).isEqualTo(THEN);
        assertThat(account.govern(EnumSet.of(Role.USER), UserStatus.ACTIVE, NOW))
                .isFalse();
        assertThat(account.updatedAt()).isEqualTo(THEN);
    }

    @Test
    void onlyAnActiveAccountWithThePermissionMayOrder() {
        account.govern(EnumSet.of(Role.USER), UserStatus.SUSPENDED, NOW);
        assertThat(account.mayOrder()).isFalse();
        account.govern(EnumSet.of(Role.GUEST), UserStatus.ACTIVE, NOW);
        assertThat(account.mayOrder()).isFalse();
    }

    @Test
    void onlyAnActiveAdminCountsAsOne() {
        account.govern(EnumSet.of(Role.ADMIN), UserStatus.ACTIVE, NOW);
        assertThat(account.isActiveAdmin()).isTrue();
        account.govern(EnumSet.of(Role.ADMIN), UserStatus.INACTIVE, NOW);
        assertThat(account.isActiveAdmin()).isFalse();
    }

    @Test
    void anAccountWithoutAnyRoleCannotBeMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> account.govern(Set.of(), UserStatus.ACTIVE, NOW));
    }
}
