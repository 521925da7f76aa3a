package org.tradepost.orders.webhook.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which receivers may be, by their address and by their URL. */
class ReceiverAddressesTest {

    private final PublicAddresses strict = new PublicAddresses(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotPublicIsRefused(String address) throws UnknownHostException {
        assertThat(strict.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void whatIsPublicIsAllowed(String address) throws UnknownHostException {
        assertThat(strict.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void loopbackAndNothingElseIsAllowedByTheSetting(String address) throws UnknownHostException {
        PublicAddresses development = new PublicAddresses(true);

        assertThat(development.allows(InetAddress.getByName(address))).isTrue();
        assertThat(development.allows(InetAddress.getByName("169.254.169.254"))).isFalse();
        assertThat(development.allows(InetAddress.getByName("10.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example.com/hooks",
                "http://shop.example.com/hooks",
                "ftp://shop.example.com/",
                "file:///etc/passwd",
                "https:shop.example.com",
                "HTTPS://shop.example.com/",
                "https:///hooks",
                "https://127.1/",
                "https://user:secret@shop.example.com/",
                "https://shop.example.com/#part",
                "https://shop.example.com:0/",
                "https://shop.example.com:65536/",
                "https://shop.example.com/a b",
                "https://shop_example/hooks"
            })
    void aUrlThatIsNotPlainlyHttpsIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> ReceiverUrl.of(url, false));
    }

    @Test
    void aUrlThatIsTooLongOrMissingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReceiverUrl.of("https://shop.example.com/" + "a".repeat(2048), false));
        assertThatIllegalArgumentException().isThrownBy(() -> ReceiverUrl.of(null, false));
    }

    @Test
    void aUrlIsKeptAsItWasGiven() {
        ReceiverUrl url = ReceiverUrl.of("https://Shop.example.com:8443/hooks?a=b", false);

        assertThat(url).hasToString("https://Shop.example.com:8443/hooks?a=b");
        assertThat(ReceiverUrl.of("https://[2606:4700::1111]/", false).host()).isEqualTo("2606:4700::1111");
    }

    @Test
    void plainHttpIsForDevelopmentOnly() {
        assertThat(ReceiverUrl.of("http://localhost:8080/hooks", true).host()).isEqualTo("localhost");
    }
}
