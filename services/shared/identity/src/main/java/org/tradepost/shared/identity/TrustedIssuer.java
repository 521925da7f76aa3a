package org.tradepost.shared.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.tradepost.shared.identity.Caller.Subject;

/**
 * An issuer whose access tokens are accepted.
 *
 * @param issuer demanded {@code iss}
 * @param audience demanded among {@code aud}
 * @param keys what it signs with
 * @param types accepted {@code typ} headers, in lower case
 * @param required claims without which a token is refused
 * @param reading how a caller is read from the claims
 */
public record TrustedIssuer(
        String issuer,
        String audience,
        VerificationKeys keys,
        Set<String> types,
        Set<String> required,
        Reading reading) {

    /** Turns verified claims into a caller. */
    interface Reading {
        Caller caller(JWTClaimsSet claims) throws ParseException;
    }

    private static final Set<String> ACCESS_TOKEN = Set.of("at+jwt", "application/at+jwt");
    private static final Set<String> ANY_TOKEN = Set.of("at+jwt", "application/at+jwt", "jwt");

    /** Our own users service, whose tokens are exactly as RFC 9068 says. */
    public static TrustedIssuer ours(String issuer, String audience, VerificationKeys keys) {
        return new TrustedIssuer(
                issuer,
                audience,
                keys,
                ACCESS_TOKEN,
                Set.of("sub", "exp", "iat", "jti", "client_id", "roles", "permissions"),
                TrustedIssuer::ourCaller);
    }

    /**
     * Another issuer, such as Keycloak, whose tokens name roles; those that we have, too, count.
     *
     * @param rolesClaim where the roles are, a path such as {@code realm_access.roles}
     */
    public static TrustedIssuer external(String issuer, String audience, VerificationKeys keys, String rolesClaim) {
        List<String> path = List.of(rolesClaim.split("\\."));
        return new TrustedIssuer(
                issuer, audience, keys, ANY_TOKEN, Set.of("sub", "exp"), claims -> foreignCaller(claims, path));
    }

    private static Caller ourCaller(JWTClaimsSet claims) throws ParseException {
        String client = claims.getStringClaim("client_id");
        boolean forItself = client.equals(claims.getSubject());
        return new Caller(
                forItself ? idOf("client:" + client) : UUID.fromString(claims.getSubject()),
                strings(claims.getStringListClaim("roles")),
                strings(claims.getStringListClaim("permissions")),
                client,
                claims.getStringClaim("sid"),
                forItself ? Subject.CLIENT : Subject.ACCOUNT);
    }

    /** The id depends on the issuer as well: no other issuer can name one of our users. */
    private static Caller foreignCaller(JWTClaimsSet claims, List<String> rolesPath) throws ParseException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Set<String> names = new HashSet<>();
        for (Object name : at(claims.getClaims(), rolesPath)) {
            for (Role role : Role.values()) {
                if (role.roleName().equals(name)) {
                    roles.add(role);
                    names.add(role.roleName());
                }
            }
        }
        String party = claims.getStringClaim("client_id");
        String azp = claims.getStringClaim("azp");
        return new Caller(
                idOf(claims.getIssuer() + "|" + claims.getSubject()),
                names,
                Role.permissionsOf(roles),
                party != null ? party : azp != null ? azp : "external",
                null,
                Subject.FOREIGN);
    }

    private static Collection<?> at(Object claims, List<String> path) {
        Object value = claims;
        for (String step : path) {
            value = value instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return value instanceof Collection<?> values ? values : List.of();
    }

    private static UUID idOf(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> strings(Collection<String> values) {
        return new HashSet<>(values);
    }
}
