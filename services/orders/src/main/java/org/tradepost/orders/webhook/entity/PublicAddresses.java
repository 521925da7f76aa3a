package org.tradepost.orders.webhook.entity;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses a receiver may have: those of the public internet. Refused is what the IANA registries of special-purpose addresses
 * (RFC 6890) do not call globally reachable, multicast, and what can carry a private IPv4 address within an IPv6 one. Metadata services
 * of clouds are among the link-local and unique local addresses, but for one.
 *
 * @param loopback whether loopback is allowed, too: for development only
 */
public record PublicAddresses(boolean loopback) {

    private record Block(byte[] start, int bits) {

        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            return new Block(literal(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
        }

        boolean has(byte[] address) {
            int shift = address.length * 8 - bits;
            return address.length == start.length
                    && new BigInteger(1, address).shiftRight(shift).equals(new BigInteger(1, start).shiftRight(shift));
        }
    }

    private static final List<Block> REFUSED = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            // Azure's platform, which answers each virtual machine there.
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Within global unicast: Teredo and other protocols' own, documentation, 6to4.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");
    /** All else of IPv6 is not global unicast: unspecified, loopback, mapped, translated, unique local, link-local, multicast. */
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

    private static final int IPV4_BYTES = 4;

    /** Whether a receiver may be there. Java gives an IPv4 address that is mapped into IPv6 as the IPv4 address it is. */
    public boolean allows(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopback;
        }
        byte[] bytes = address.getAddress();
        return (bytes.length == IPV4_BYTES || GLOBAL_UNICAST.has(bytes))
                && REFUSED.stream().noneMatch(block -> block.has(bytes));
    }

    private static List<Block> blocks(String... cidrs) {
        return List.of(cidrs).stream().map(Block::of).toList();
    }

    private static byte[] literal(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address + " is no literal address", e);
        }
    }
}
