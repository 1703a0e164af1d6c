package dev.earshot.servers;

import java.util.Map;

/**
 * Who may use a broker: one account, by SASL/PLAIN. The broker listens on 127.0.0.1 alone, so the password does not leave the machine.
 *
 * @param password letters and digits
 */
public record KafkaLogin(String user, String password) {
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule";

    public KafkaLogin {
        if (!user.matches("[a-z]+")) throw new IllegalArgumentException("A user is a-z");
        if (!password.matches("[A-Za-z0-9]+")) throw new IllegalArgumentException("A password is letters and digits");
    }

    /** What a client sets beside its {@code bootstrap.servers}. */
    public Map<String, String> clientSettings() {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE + " required username=\"" + user + "\" password=\"" + password + "\";");
    }

    /** For a listener: whom it lets in, and as whom the broker calls itself. */
    String serverJaas() {
        return MODULE + " required username=\"" + user + "\" password=\"" + password + "\" user_" + user + "=\""
                + password + "\";";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user;
    }
}
