package dev.earshot.gateway.identity;

import java.util.Collection;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A request of a person. Its roles are authorities by their own names. */
final class PersonAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;

    private final transient Person person;

    PersonAuthentication(Person person) {
        super(authorities(person));
        this.person = person;
        setAuthenticated(true);
    }

    @Override
    public Person getPrincipal() {
        return person;
    }

    /** The token itself is not kept. */
    @Override
    public Object getCredentials() {
        return "";
    }

    private static Collection<? extends GrantedAuthority> authorities(Person person) {
        return person.roles().stream().map(SimpleGrantedAuthority::new).toList();
    }
}
