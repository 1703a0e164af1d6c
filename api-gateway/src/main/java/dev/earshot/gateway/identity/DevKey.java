package dev.earshot.gateway.identity;

import javax.crypto.SecretKey;

/** What dev tokens are signed with. */
record DevKey(SecretKey secret) {
    /** Without the key. */
    @Override
    public String toString() {
        return "DevKey";
    }
}
