package dev.earshot.analytics.query;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Whose usage is asked for, and when: [from, to), taken outwards to whole quarters of an hour, which the sums are exact at.
 *
 * @param channel null: all
 * @param user null: everybody
 * @param now when it was asked
 */
record Question(
        GuildId guild,
        Instant from,
        Instant to,
        ZoneId zone,
        @Nullable ChannelId channel,
        @Nullable UserId user,
        Instant now) {
    private static final long QUARTER = 900;

    /** @throws BadQuestion with a sentence that says what to write */
    static Question of(Parameters sent, UsageSettings settings, Instant now) {
        Instant to = sent.time("to", now);
        Instant from = sent.time("from", to.minus(settings.defaultWindow()));
        if (!from.isBefore(to)) throw new BadQuestion("\"from\" must be before \"to\".");
        Question question = new Question(
                sent.guild(),
                quarter(from, 0),
                quarter(to, QUARTER - 1),
                sent.zone(),
                sent.channel(),
                sent.user(),
                now);
        // A quarter of an hour may have been added at each end.
        question.noLongerThan(settings.longest(), "At most %d days can be asked for at once.");
        return question;
    }

    /** @throws BadQuestion if the window is longer; the sentence holds the limit in days or hours */
    void noLongerThan(Duration longest, String sentence) {
        if (Duration.between(from, to).compareTo(longest.plusMinutes(30)) <= 0) return;
        long number = sentence.contains("hours") ? longest.toHours() : longest.toDays();
        throw new BadQuestion(sentence.formatted(number) + " Move \"from\" and \"to\" closer together.");
    }

    /** @throws BadQuestion if one person was asked for where only a guild or channel can be */
    void notOfOnePerson() {
        if (user != null)
            throw new BadQuestion("This is known of a guild or a channel, not of one person: leave out \"user\".");
    }

    /** The window of the same length before. */
    Question before() {
        return new Question(guild, from.minus(Duration.between(from, to)), from, zone, channel, user, now);
    }

    /** As the sums name it: the channel, or the whole guild. */
    String place() {
        return channel == null ? "*" : channel.value();
    }

    TimeBuckets by(TimeBuckets.Unit unit) {
        return TimeBuckets.of(unit, from, to, zone);
    }

    private static Instant quarter(Instant time, long roundUp) {
        long seconds = time.getEpochSecond() + (roundUp > 0 ? roundUp + (time.getNano() > 0 ? 1 : 0) : 0);
        return Instant.ofEpochSecond(Math.floorDiv(seconds, QUARTER) * QUARTER);
    }
}
