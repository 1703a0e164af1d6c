package dev.earshot.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token for the operator at this machine, signed with the run's own secret as the gateway's dev login would: whoever may read
 * the secret needs no login, and looking at the status must not look like somebody logging in.
 */
final class OperatorToken {
    /** Whom the services see asking. */
    static final String USER = "status";

    private static final Duration LASTS = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private OperatorToken() {}

    /** A JWT (HS256) with the role operator, good for five minutes. */
    static String sign(LocalSecrets secrets, Instant now) {
        Map<String, Object> claims = new TreeMap<>(Map.of(
                "iss",
                "earshot-dev",
                "sub",
                USER,
                "name",
                USER,
                "roles",
                List.of("operator"),
                "iat",
                now.getEpochSecond(),
                "exp",
                now.plus(LASTS).getEpochSecond()));
        String signed = part(Map.of("alg", "HS256")) + "." + part(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secrets.dev().getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JVM has no HmacSHA256", impossible);
        }
    }

    private static String part(Map<String, Object> members) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(members));
    }
}
