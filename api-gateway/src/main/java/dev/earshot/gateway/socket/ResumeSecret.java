package dev.earshot.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What lets a browser take its session over on a new socket. Only its hash is ever written down. */
record ResumeSecret(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    static ResumeSecret random() {
        return new ResumeSecret(randomText());
    }

    /** 128 random bits, in the alphabet of ids. */
    static String randomText() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return TEXT.encodeToString(bytes);
    }

    /** base64url of SHA-256. */
    String hash() {
        try {
            return TEXT.encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }

    /** Takes the same time whatever differs. */
    boolean matches(String hash) {
        return MessageDigest.isEqual(hash().getBytes(UTF_8), hash.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "ResumeSecret[…]";
    }
}
