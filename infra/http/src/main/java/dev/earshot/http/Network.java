package dev.earshot.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Addresses with the same first bits. Pure. */
final class Network {
    /** One customer of a provider has at least a /64 of IPv6; an address of it costs nothing. */
    private static final int CUSTOMER_BITS = 64;

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** The one that limits count together: an IPv4 address alone, or the /64 of an IPv6 address. */
    static Network ofOneClient(InetAddress address) {
        byte[] bytes = address.getAddress();
        int bits = bytes.length == 4 ? 32 : CUSTOMER_BITS;
        return new Network(masked(bytes, bits), bits);
    }

    /**
     * @param text such as {@code 10.0.0.0/8}, {@code 192.0.2.7} or {@code 2001:db8::/32}
     * @throws IllegalArgumentException with a sentence if it is none of these
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        try {
            byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
            int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= bytes.length * 8) return new Network(masked(bytes, bits), bits);
        } catch (IllegalArgumentException wrong) {
            throw refusal(text);
        }
        throw refusal(text);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException("earshot.http.trusted-proxies has \"" + text
                + "\": write an address or a network, such as 192.0.2.7 or 10.0.0.0/8");
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == prefix.length && Arrays.equals(masked(bytes, bits), prefix);
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            masked[i] &= (byte) (0xFF << (8 - kept));
        }
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that && bits == that.bits && Arrays.equals(prefix, that.prefix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + bits;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(prefix) + "/" + bits;
    }
}
