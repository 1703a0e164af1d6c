package dev.earshot.gateway.wire;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frozen frames beside the contract, which the browser's tests read as well. */
public final class Golden {
    private static final Path WIRE = Path.of("..", "voice-events", "golden", "wire");
    private static final JsonMapper JSON = JsonMapper.shared();

    private Golden() {}

    public static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(WIRE.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(Path file) {
        return JSON.readTree(bytes(file));
    }

    /** As it is on the wire: without the whitespace that is for reading. */
    public static String wire(Path file) {
        return json(file).toString();
    }

    /** The payload of one unmasked text frame; the header is checked on the way. */
    public static String payload(ByteBuf frame) {
        return payloads(frame).getFirst();
    }

    /** The payloads of all frames in a buffer, which is released. */
    public static List<String> payloads(ByteBuf frames) {
        try {
            java.util.ArrayList<String> payloads = new java.util.ArrayList<>();
            while (frames.isReadable()) {
                if (frames.readUnsignedByte() != 0x81) throw new AssertionError("not a final text frame");
                int size = frames.readUnsignedByte();
                long length = size < 126 ? size : size == 126 ? frames.readUnsignedShort() : frames.readLong();
                payloads.add(frames.readCharSequence((int) length, StandardCharsets.UTF_8)
                        .toString());
            }
            return payloads;
        } finally {
            frames.release();
        }
    }
}
