package org.tradepost.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.edge.control.ClientAddresses;

class ClientAddressesTest {

    @Test
    void believesNobodyByDefault() {
        assertThat(new ClientAddresses(List.of()).of("9.9.9.9", "1.2.3.4")).isEqualTo("9.9.9.9");
    }

    @Test
    void readsTheChainOfTrustedProxiesFromTheRight() {
        var addresses = new ClientAddresses(List.of("10.0.0.0/8", "fd00::/8"));
        assertThat(addresses.of("10.1.1.1", "6.6.6.6, 5.5.5.5, 10.2.2.2")).isEqualTo("5.5.5.5");
        assertThat(addresses.of("fd00::1", "5.5.5.5")).isEqualTo("5.5.5.5");
        assertThat(addresses.of("9.9.9.9", "5.5.5.5")).isEqualTo("9.9.9.9");
        assertThat(addresses.of("10.1.1.1", "not an address")).isEqualTo("10.1.1.1");
    }

    @Test
    void countsAnIpv6SubscriberAsOne() {
        assertThat(ClientAddresses.limitKey("2001:db8:1:2::1"))
                .isEqualTo(ClientAddresses.limitKey("2001:db8:1:2:3::9"));
        assertThat(ClientAddresses.limitKey("2001:db8:1:2::1"))
                .isNotEqualTo(ClientAddresses.limitKey("2001:db8:1:3::1"));
        assertThat(ClientAddresses.limitKey("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void refusesANetworkThatIsNone() {
        assertThatThrownBy(() -> new ClientAddresses(List.of("10.0.0.0/33"))).hasMessageContaining("10.0.0.0/33");
        assertThatThrownBy(() -> new ClientAddresses(List.of("proxy.example"))).hasMessageContaining("proxy.example");
    }
}
