package dev.earshot.local;

/** One line of {@code status}: who reads what, and how far behind. */
final class LagLine {
    private LagLine() {}

    static String of(String reader, String topic, long records) {
        return "%-20s %-30s %d behind".formatted(reader, topic, records);
    }
}
