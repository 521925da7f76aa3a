package org.tradepost.users.authentication.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTest {

    @Test
    void aHouseholdIsOneNetwork() {
        assertThat(ClientNetwork.of("192.0.2.1")).isEqualTo(ClientNetwork.of("192.0.2.254"));
        assertThat(ClientNetwork.of("192.0.2.1")).isNotEqualTo(ClientNetwork.of("192.0.3.1"));
        assertThat(ClientNetwork.of("2001:db8:1:2::1")).isEqualTo(ClientNetwork.of("2001:DB8:1:2:ffff::9"));
        assertThat(ClientNetwork.of("2001:db8:1:2::1")).isNotEqualTo(ClientNetwork.of("2001:db8:1:3::1"));
    }

    @Test
    void anIpv4AddressInIpv6FormIsTheSame() {
        assertThat(ClientNetwork.of("::ffff:192.0.2.1")).isEqualTo(ClientNetwork.of("192.0.2.1"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "unknown", "abc", "999.1.1.1", "1.2.3.4, 5.6.7.8", "::1%eth0", "1:2:3", "shop.example"})
    void whateverIsNoAddressIsOneNetworkAndNeverLookedUp(String forwardedFor) {
        assertThat(ClientNetwork.of(forwardedFor).name()).isEqualTo("unknown");
    }
}
