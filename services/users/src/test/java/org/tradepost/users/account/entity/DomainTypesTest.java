package org.tradepost.users.account.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.identity.Role;

class DomainTypesTest {

    @ParameterizedTest
    @CsvSource({
        "Ada@Example.COM, ada@example.com",
        "' ada@example.com ', ada@example.com",
        "a.b+c_d@sub.example.co.uk, a.b+c_d@sub.example.co.uk",
        "o'hara@xn--bcher-kva.example, o'hara@xn--bcher-kva.example"
    })
    void anEmailIsKeptInLowerCase(String written, String kept) {
        assertThat(new Email(written).value()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.com",
                "ada@",
                "ada@example",
                "a b@example.com",
                "ada@@example.com",
                ".ada@example.com",
                "ada.@example.com",
                "a..b@example.com",
                "ada@-example.com",
                "ada@example..com",
                "ada@example.com\nBcc: x@example.com",
                "аda@example.com"
            })
    void whatIsNoEmailIsRefused(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Email(written));
    }

    @Test
    void anEmailThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Email("a".repeat(65) + "@example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Email("a@" + "b.".repeat(200) + "com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Al", "  Ada Lovelace ", "李小", "José Ñandú", "Dwayne \"The Rock\" O'Neil-Smith"})
    void aNameMayBeWrittenInAnyScript(String name) {
        assertThat(new FullName(name).value()).isEqualTo(name.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "  A  ", "Ada\nLovelace", "Ada\u0000Lovelace", "Ada\u2028Lovelace"})
    void aNameThatIsTooShortOrHasControlCharactersIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FullName(name));
    }

    @Test
    void aNameHasAtMostFiftyCharactersHoweverTheyAreEncoded() {
        assertThat(new FullName("𝒜".repeat(50)).value()).hasSize(100);
        assertThatIllegalArgumentException().isThrownBy(() -> new FullName("x".repeat(51)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+441632960961", "+12", "+123456789012345"})
    void aPhoneNumberInE164IsAccepted(String number) {
        assertThat(new PhoneNumber(number).value()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "441632960961", "+0441632", "+1234567890123456", "+44 1632", "+44-1632", "+٤٤١٦٣٢"})
    void anyOtherPhoneNumberIsRefused(String number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 120})
    void theBoundsOfAnAgeAreInside(int years) {
        assertThat(new Age(years).years()).isEqualTo(years);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 121, 0, -1, Integer.MAX_VALUE})
    void anAgeOutsideIsRefused(int years) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Age(years));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://x.example/a.png",
                "javascript:alert(1)",
                "https:///a.png",
                "https://user@x.example/a",
                "//x.example/a",
                "a b",
                ""
            })
    void anAvatarThatIsNotFoundUnderHttpsIsRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AvatarUrl(address));
    }

    @Test
    void anAvatarUnderHttpsIsAccepted() {
        assertThat(new AvatarUrl("https://x.example/a.png?s=1").value()).isEqualTo("https://x.example/a.png?s=1");
    }

    @Test
    void preferencesKnowOnlyRealTimeZonesAndLanguages() {
        assertThat(new TimeZoneName("Europe/Madrid").value()).isEqualTo("Europe/Madrid");
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeZoneName("Mars/Olympus"));
        assertThat(new LanguageTag("pt-br").value()).isEqualTo("pt-BR");
        assertThatIllegalArgumentException().isThrownBy(() -> new LanguageTag("english please"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LanguageTag(""));
    }

    @Test
    void statusesAndRolesAreKnownByTheirExactNames() {
        assertThat(UserStatus.of("SUSPENDED")).isEqualTo(UserStatus.SUSPENDED);
        assertThatIllegalArgumentException().isThrownBy(() -> UserStatus.of("suspended"));
        assertThat(Role.of("guest")).isEqualTo(Role.GUEST);
        assertThatIllegalArgumentException().isThrownBy(() -> Role.of("GUEST"));
    }

    @Test
    void noTypeIsMadeOfNothing() {
        assertThatNullPointerException().isThrownBy(() -> new Email(null));
        assertThatNullPointerException().isThrownBy(() -> new UserId(null));
        assertThatNullPointerException().isThrownBy(() -> new FullName(null));
    }

    @Test
    void personalDataIsNotInTheTextFormThatEndsUpInLogs() {
        PersonalData data = new PersonalData(
                new Email("ada@example.com"),
                new FullName("Ada Lovelace"),
                null,
                new PhoneNumber("+441632960961"),
                new AvatarUrl("https://x.example/ada.png"),
                Preferences.DEFAULT);
        assertThat(data.toString()).doesNotContainIgnoringCase("ada").doesNotContain("1632");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/a",
                "https://10.0.0.1/a",
                "https://169.254.169.254/latest/meta-data",
                "https://8.8.8.8/a",
                "https://2130706433/a",
                "https://0x7f000001/a",
                "https://0177.0.0.1/a",
                "https://127.1/a",
                "https://[::1]/a",
                "https://[::ffff:127.0.0.1]/a",
                "https://localhost/a",
                "https://LOCALHOST:8443/a",
                "https://a.localhost/a",
                "https://users/internal/users",
                "https://printer.local/a",
                "https://vault.internal/a",
                "https://router.home.arpa/a",
                "https://metadata.google.internal/a",
                "https://user@img.example.com/a",
                "https://img.example.com@127.0.0.1/a",
                "http://img.example.com/a",
                "javascript:alert(1)"
            })
    void anAvatarThatIsGivenNeverLeadsInside(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> AvatarUrl.given(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://img.example.com/a.png?s=1", "https://IMG.Example.COM:8443/a", "https://a.b.co.uk/"})
    void anAvatarThatIsGivenMayBeAnywherePublic(String address) {
        assertThat(AvatarUrl.given(address).value()).isEqualTo(address);
    }
}
