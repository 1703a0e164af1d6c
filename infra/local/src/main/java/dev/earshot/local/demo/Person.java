package dev.earshot.local.demo;

import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A member of the guild.
 *
 * @param talks   share of a call in which they speak
 * @param standup whether they are in the team that meets every morning
 * @param shaky   whether their connection is a bad one
 * @param client  version of the client they run at the beginning; some never update
 * @param updates whether they take a new version when it comes
 */
record Person(
        UserId id,
        Profile profile,
        double talks,
        boolean standup,
        boolean shaky,
        String client,
        boolean updates,
        String address) {
    private static final List<String> FIRST = List.of(
            "Ada", "Amir", "Anna", "Ben", "Carla", "Chen", "Dana", "Deniz", "Elif", "Emil", "Eva", "Fatima", "Finn",
            "Grace", "Hana", "Ida", "Ivan", "Jana", "Jonas", "Kai", "Lea", "Liam", "Lina", "Luis", "Maja", "Marco",
            "Mila", "Nadia", "Noah", "Nora", "Olga", "Omar", "Paula", "Pavel", "Priya", "Rosa", "Sami", "Sofia",
            "Tariq", "Yuki");
    private static final List<String> LAST = List.of(
            "Adler", "Bauer", "Costa", "Diaz", "Engel", "Fischer", "Garcia", "Haas", "Ito", "Jansen", "Klein", "Lopez",
            "Meyer", "Novak", "Okafor", "Peters", "Quinn", "Rossi", "Sato", "Tran", "Ueda", "Vogel", "Weiss", "Young",
            "Zimmer");
    private static final double TEAM = 0.2;

    /** Everybody, each with another id. */
    static List<Person> make(int count, Dice dice) {
        List<Person> people = new ArrayList<>(count);
        for (int i = 0; i < count; i++) people.add(person(i, dice));
        return List.copyOf(people);
    }

    private static Person person(int index, Dice dice) {
        String first = FIRST.get(index % FIRST.size());
        // Steps of 7 through 25: two of one first name never share the last one before all have been used.
        int round = index / FIRST.size();
        String last = LAST.get((index * 7 + round) % LAST.size());
        int again = index / (FIRST.size() * LAST.size());
        String suffix = again == 0 ? "" : " " + (again + 1);
        String id = (first + '-' + last).toLowerCase(Locale.ROOT) + suffix.replace(' ', '-');
        return new Person(
                new UserId(id),
                new Profile(first + ' ' + last + suffix, null),
                0.03 + 0.2 * dice.between(0, 100) / 100.0 * dice.between(0, 100) / 100.0,
                dice.chance(TEAM),
                dice.chance(0.08),
                dice.chance(0.15) ? Clients.OLDEST : Clients.USUAL,
                dice.chance(0.85),
                "10.20." + index / 250 + '.' + (1 + index % 250));
    }
}
