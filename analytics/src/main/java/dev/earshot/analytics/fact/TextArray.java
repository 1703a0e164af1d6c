package dev.earshot.analytics.fact;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.stream.Collectors;

/** A list of texts in PostgreSQL's two ways of writing {@code text[]}. */
final class TextArray {
    private static final int OID_OF_TEXT = 25;

    private TextArray() {}

    /** As a literal of SQL. */
    static String literal(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** As the binary format has it: dimensions, whether any is null, the elements' type, then each dimension's size and first index. */
    static void write(ByteBuf out, List<String> texts) {
        out.writeInt(texts.isEmpty() ? 0 : 1);
        out.writeInt(0);
        out.writeInt(OID_OF_TEXT);
        if (texts.isEmpty()) return;
        out.writeInt(texts.size());
        out.writeInt(1);
        for (String text : texts) ColumnType.TEXT.write(out, text);
    }
}
