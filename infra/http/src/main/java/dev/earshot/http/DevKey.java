package dev.earshot.http;

import javax.crypto.SecretKey;

/** What the tokens of the profile dev are signed with; a bean in that profile only. */
public record DevKey(SecretKey secret) {
    /** The issuer that dev tokens name. */
    public static final String ISSUER = "earshot-dev";

    /** Without the key. */
    @Override
    public String toString() {
        return "DevKey";
    }
}
