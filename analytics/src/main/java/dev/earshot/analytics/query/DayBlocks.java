package dev.earshot.analytics.query;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Days in as few spans of 28, 7 and one day as they can be put together from, as the sums of long windows know them. */
record DayBlocks(List<Block> blocks) {
    /** Where spans are counted from: {@code facts.span} in V14. */
    private static final LocalDate ZERO = LocalDate.of(2000, 1, 3);

    private static final List<Integer> LENGTHS = List.of(28, 7, 1);

    /** The spans of so many days from {@code first} up to {@code end}. */
    record Block(int days, int first, int end) {}

    /** [from, to). */
    static DayBlocks of(LocalDate from, LocalDate to) {
        DayBlocks blocks = new DayBlocks(new ArrayList<>());
        blocks.add(ChronoUnit.DAYS.between(ZERO, from), ChronoUnit.DAYS.between(ZERO, to), 0);
        return blocks;
    }

    /** The same days one by one. */
    static DayBlocks single(LocalDate from, LocalDate to) {
        DayBlocks blocks = new DayBlocks(new ArrayList<>());
        blocks.add(ChronoUnit.DAYS.between(ZERO, from), ChronoUnit.DAYS.between(ZERO, to), LENGTHS.size() - 1);
        return blocks;
    }

    private void add(long from, long to, int length) {
        if (from >= to) return;
        int days = LENGTHS.get(length);
        long first = Math.ceilDiv(from, days);
        long end = Math.floorDiv(to, days);
        if (first < end) {
            blocks.add(new Block(days, (int) first, (int) end));
            add(from, first * days, length + 1);
            add(end * days, to, length + 1);
        } else add(from, to, length + 1);
    }

    /** Puts them into a question: {@code :blockDays, :blockFirsts, :blockEnds}. */
    Ask into(Ask ask) {
        return ask.with("blockDays", blocks.stream().map(Block::days).toArray(Integer[]::new))
                .with("blockFirsts", blocks.stream().map(Block::first).toArray(Integer[]::new))
                .with("blockEnds", blocks.stream().map(Block::end).toArray(Integer[]::new));
    }
}
