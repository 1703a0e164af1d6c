package dev.earshot.gateway.socket;

import dev.earshot.gateway.identity.Person;
import java.util.concurrent.atomic.AtomicBoolean;

/** One of a person's sockets, from the moment it is granted until it is given back, once, by whoever comes first. */
final class Admission {
    private final Person person;
    private final Runnable giveBack;
    private final AtomicBoolean given = new AtomicBoolean();

    Admission(Person person, Runnable giveBack) {
        this.person = person;
        this.giveBack = giveBack;
    }

    /** Whom the handshake's token spoke for. */
    Person person() {
        return person;
    }

    void end() {
        if (given.compareAndSet(false, true)) giveBack.run();
    }
}
