package dev.earshot.analytics.ingest;

/** Another reader has written this batch or a part of it: nothing of ours was, and the offsets must be read again. */
final class OffsetsMoved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OffsetsMoved() {
        super("Another reader moved the offsets");
    }
}
