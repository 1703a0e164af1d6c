package dev.earshot.bench.load;

/**
 * Who takes part: users {@code u0, u1, …}, one socket each, all of which watch one guild; the first {@code sitters} of
 * them sit in one of its voice channels and toggle their mute.
 */
public record Crowd(int sockets, int sitters, String guild, String channel) {

    public Crowd {
        if (sitters < 1 || sitters > sockets) {
            throw new IllegalArgumentException("sitters must be between 1 and the number of sockets, not " + sitters);
        }
    }

    /** The id of user {@code index}; the protocols read the index back out of it. */
    public static String userId(int index) {
        return "u" + index;
    }
}
