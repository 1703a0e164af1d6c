package dev.earshot.faults.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of the dev profile, made with the secret that the services share, as an identity provider would make them. */
public final class Tokens {
    static final String SECRET = "a secret of the fault tests alone, 32 bytes";

    private static final Duration VALID = Duration.ofHours(2);

    private Tokens() {}

    public static String of(String userId, String... roles) {
        Instant now = Instant.now();
        ObjectNode claims = Http.JSON
                .createObjectNode()
                .put("iss", "earshot-dev")
                .put("sub", userId)
                .put("name", userId)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(VALID).getEpochSecond());
        List.of(roles).forEach(claims.putArray("roles")::add);
        String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
                + "."
                + encode(claims.toString().getBytes(UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + encode(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
