package dev.earshot.gateway.dead;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Bytes for a person to read: as text if they are UTF-8, else in hexadecimal after {@code hex:}; cut after 16 KiB. Resume hashes
 * are left out, for what was secret stays so when it cannot be read.
 */
final class ReadableContent {
    private static final int LONGEST = 16 << 10;
    private static final Pattern HASH = Pattern.compile("(\"resumeHash\"\\s*:\\s*\")[^\"]*");

    private ReadableContent() {}

    static String of(byte[] bytes) {
        String text = text(bytes);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return HASH.matcher(text).replaceAll("$1…");
        } catch (CharacterCodingException notText) {
            return "hex:" + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST));
        }
    }
}
