package dev.earshot.analytics.query;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Days in as few spans of 28, 7 or one day as they can be put together from, as the sums of long windows know them. */
record DayBlocks(List<Block> blocks) {
    /** Where spans are counted from: {@code facts.span} in V14. */
    static final LocalDate ZERO = LocalDate.of(2000, 1, 3);

    /** The spans of so many days from {@code first} up to {@code end}. */
    record Block(int days, int first, int end) {}

    /** [from, to), in spans of these lengths, the longest first. */
    static DayBlocks of(LocalDate from, LocalDate to, long... lengths) {
        return new DayBlocks(
                Stretch.cut(ChronoUnit.DAYS.between(ZERO, from), ChronoUnit.DAYS.between(ZERO, to), lengths).stream()
                        .map(DayBlocks::block)
                        .toList());
    }

    private static Block block(Stretch stretch) {
        return new Block((int) stretch.length(), (int) (stretch.from() / stretch.length()), (int)
                (stretch.to() / stretch.length()));
    }

    /** Puts them into a question: {@code :blockDays, :blockFirsts, :blockEnds}. */
    Ask into(Ask ask) {
        return ask.with("blockDays", blocks.stream().map(Block::days).toArray(Integer[]::new))
                .with("blockFirsts", blocks.stream().map(Block::first).toArray(Integer[]::new))
                .with("blockEnds", blocks.stream().map(Block::end).toArray(Integer[]::new));
    }
}
