package dev.earshot.bench.load;

/**
 * One socket's account of everybody's toggles. The k-th entry about a user on this socket is that user's k-th toggle,
 * and a toggle's value is known from its number: the even ones mute, the odd ones unmute.
 */
// An entry with the other value than the next in turn is either a repetition or the sign of one that was lost. It is a
// loss if the toggle after the lost one was already due; before that, nobody can have sent it, so it is a repetition.
final class Ledger {
    private final Plan plan;
    private final Tally tally;
    private final int[] seen;

    Ledger(Plan plan, Tally tally) {
        this.plan = plan;
        this.tally = tally;
        this.seen = new int[plan.crowd().sitters()];
    }

    /** Notes an entry about {@code user}, received {@code sinceStart} nanoseconds after the start of the run. */
    void entry(int user, boolean muted, long sinceStart) {
        int k = seen[user];
        if (muted != mutes(k)) {
            if (!sent(user, k + 1, sinceStart)) {
                tally.duplicates++;
                return;
            }
            tally.skipped++;
            k++;
        }
        if (!sent(user, k, sinceStart)) {
            tally.duplicates++;
            return;
        }
        seen[user] = k + 1;
        int toggle = plan.toggle(user, k);
        if (toggle >= plan.firstMeasured()) {
            tally.delivered(sinceStart - plan.due(toggle));
        }
    }

    private boolean sent(int user, int k, long sinceStart) {
        int toggle = plan.toggle(user, k);
        return toggle < plan.toggles() && plan.due(toggle) <= sinceStart;
    }

    static boolean mutes(int k) {
        return k % 2 == 0;
    }
}
