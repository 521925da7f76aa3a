package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.system.Shop.Customer;

/** Where a caller may name an address, none inside is taken, although nothing is ever fetched from it. */
@Tag("deployment")
@Tag("either-mode")
class AddressesInRequestsIT {

    private static Customer customer;

    @BeforeAll
    static void somebody() {
        customer = Shop.customer();
    }

    /** Nobody calls an avatar's address. Those of webhooks are called, and {@link WebhooksIT} tries which. */
    @Test
    void onlyAvatarsAndReceiversOfWebhooksAreAddresses() {
        ApiDocument document = ApiDocument.read();
        assertThat(document.requestPropertiesOfFormat("uri"))
                .containsExactlyInAnyOrder(
                        "POST /api/v2/users avatar",
                        "PUT /api/v2/users/{id} avatar",
                        "POST /api/v1/webhooks url",
                        "PUT /api/v1/webhooks/{id} url");
        assertThat(document.requestProperties())
                .filteredOn(name -> name.matches("(?i).*(url|uri|href|link|callback|webhook|host|endpoint).*"))
                .containsExactly("url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/a.png",
                "https://127.1/a.png",
                "https://2130706433/a.png",
                "https://0x7f.0.0.1/a.png",
                "https://0177.0.0.1/a.png",
                "https://10.0.0.1/a.png",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::1]/a.png",
                "https://[::ffff:127.0.0.1]/a.png",
                "https://localhost/a.png",
                "https://users/a.png",
                "https://users.internal/a.png",
                "https://printer.local/a.png",
                "https://img.shop.example@127.0.0.1/a.png",
                "http://img.shop.example/a.png",
                "file:///etc/passwd",
                "jar:https://img.shop.example/a.jar!/a.png",
                "javascript:alert(1)",
                "//127.0.0.1/a.png"
            })
    void anAddressInsideIsRefused(String address) {
        String email = Shop.newEmail();
        Api.anonymous()
                .post(
                        "/api/v2/users",
                        Map.of("email", email, "password", Shop.PASSWORD, "name", "Ada Lovelace", "avatar", address))
                .expectInvalid("avatar");
        assertThat(Shop.accounts(email)).isZero();
        String path = "/api/v2/users/" + customer.id();
        customer.api()
                .withHeader("If-Match", "*")
                .put(path, Map.of("name", "Ada Lovelace", "avatar", address))
                .expectInvalid("avatar");
        assertThat(customer.api().get(path).expect(200).text("avatar")).isNull();
    }
}
