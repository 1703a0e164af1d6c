package dev.earshot.projector.history.checkpoint;

import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.past.Recollection;
import dev.earshot.projector.history.past.Recollections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is remembered of the people of a guild, as it is stored. */
record StoredPeople(List<Person> people) {
    static final Packed<StoredPeople> JSON = new Packed<>(StoredPeople.class);

    record Person(UserId user, Recollection remembered) {}

    static StoredPeople of(Recollections remembered) {
        List<Person> people = new ArrayList<>();
        remembered.all().forEach((user, one) -> people.add(new Person(user, one)));
        return new StoredPeople(people);
    }

    /** What was packed, unpacked when somebody is asked about. */
    static Recollections later(int people, byte[] packed) {
        return Recollections.stored(people, () -> unpacked(packed));
    }

    private static Map<UserId, Recollection> unpacked(byte[] packed) {
        Map<UserId, Recollection> remembered = new HashMap<>();
        try {
            for (Person one : JSON.unpack(packed).people()) remembered.put(one.user(), one.remembered());
        } catch (IOException impossible) {
            // The file's checksum was right, and its format and the fold's version are ours.
            throw new UncheckedIOException("A checkpoint holds what this version did not write", impossible);
        }
        return remembered;
    }
}
