package dev.earshot.gateway.directory;

import dev.earshot.http.Refused;
import org.springframework.http.HttpStatus;

/** 412: another change of the guild came first; the event expected a version that is no longer the guild's. */
public final class DirectoryConflict extends Refused {
    private static final long serialVersionUID = 1;

    DirectoryConflict() {
        super(
                HttpStatus.PRECONDITION_FAILED,
                "directory-conflict",
                "Somebody else changed this at the same moment. Look again, then repeat it.");
    }
}
