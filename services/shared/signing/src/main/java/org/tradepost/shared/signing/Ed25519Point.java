package org.tradepost.shared.signing;

import java.math.BigInteger;

/**
 * Checks public keys for Ed25519 (RFC 8032, section 5.1.3): a key must be the canonical encoding of a point of the curve, and not
 * one of the eight of small order, whose "signatures" anybody can make.
 */
final class Ed25519Point {

    static final int BYTES = 32;

    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    private Ed25519Point() {}

    static boolean isUsable(byte[] encoded) {
        if (encoded.length != BYTES) {
            return false;
        }
        BigInteger y = littleEndian(encoded);
        return y.compareTo(P) < 0 && isOnCurve(y) && !hasSmallOrder(y);
    }

    /** x² = (y² − 1) / (d·y² + 1) must be a square. */
    private static boolean isOnCurve(BigInteger y) {
        BigInteger square = y.multiply(y).mod(P);
        BigInteger x2 = square.subtract(ONE)
                .multiply(D.multiply(square).add(ONE).modInverse(P))
                .mod(P);
        return x2.signum() == 0 || x2.modPow(P.subtract(ONE).shiftRight(1), P).equals(ONE);
    }

    /** Orders 1, 2 and 4 have y = 1, −1 and 0; doubling a point of order 8 gives y = 0, which is d·y⁴ + 2·y² = 1. */
    private static boolean hasSmallOrder(BigInteger y) {
        BigInteger square = y.multiply(y).mod(P);
        return y.signum() == 0
                || square.equals(ONE)
                || D.multiply(square)
                        .multiply(square)
                        .add(square.multiply(TWO))
                        .mod(P)
                        .equals(ONE);
    }

    private static BigInteger littleEndian(byte[] encoded) {
        byte[] reversed = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            reversed[BYTES - 1 - i] = encoded[i];
        }
        // The highest bit is the sign of x.
        reversed[0] &= 0x7f;
        return new BigInteger(1, reversed);
    }
}
