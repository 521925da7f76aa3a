package org.tradepost.users.rpc.boundary;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.FieldError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.LanguageTag;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.TimeZoneName;
import org.tradepost.users.grpc.v1.CreateUserRequest;

/** Reads the fields of a request as domain types, which have the rules, and gathers what is wrong with them. */
final class RequestFields {

    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int NANOS = 1_000_000_000;

    private final List<FieldError> wrong = new ArrayList<>();

    private RequestFields() {}

    static PersonalData personalData(CreateUserRequest request) {
        RequestFields fields = new RequestFields();
        Email email = fields.read("email", request.getEmail(), Email::new);
        FullName name = fields.read("full_name", request.getFullName(), FullName::new);
        Preferences preferences = fields.preferences(request.getPreferences());
        fields.requireRight();
        return new PersonalData(email, name, null, null, null, preferences);
    }

    static UUID uuid(String field, String text) {
        RequestFields fields = new RequestFields();
        UUID id = fields.read(field, text, RequestFields::uuid);
        fields.requireRight();
        return id;
    }

    static Instant instant(String field, Timestamp time) {
        RequestFields fields = new RequestFields();
        Instant instant = fields.read(field, time, RequestFields::instant);
        fields.requireRight();
        return instant;
    }

    private Preferences preferences(org.tradepost.users.grpc.v1.Preferences wanted) {
        Preferences standard = Preferences.DEFAULT;
        TimeZoneName timeZone = wanted.hasTimeZone()
                ? read("preferences.time_zone", wanted.getTimeZone(), TimeZoneName::new)
                : standard.timeZone();
        LanguageTag language = wanted.hasLanguage()
                ? read("preferences.language", wanted.getLanguage(), LanguageTag::new)
                : standard.language();
        boolean notifications =
                wanted.hasEmailNotifications() ? wanted.getEmailNotifications() : standard.emailNotifications();
        return timeZone == null || language == null ? null : new Preferences(notifications, timeZone, language);
    }

    /** Null when it is wrong, which is then noted. */
    private <A, B> B read(String field, A value, Function<A, B> rule) {
        try {
            return rule.apply(value);
        } catch (IllegalArgumentException e) {
            wrong.add(new FieldError(field, e.getMessage()));
            return null;
        }
    }

    private void requireRight() {
        if (!wrong.isEmpty()) {
            FieldError first = wrong.get(0);
            ProblemException refusal =
                    new ProblemException(CommonError.VALIDATION_ERROR, first.field() + " " + first.message());
            wrong.forEach(error -> refusal.field(error.field(), error.message()));
            throw refusal;
        }
    }

    /** {@link UUID#fromString} would take what is shorter. */
    private static UUID uuid(String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new IllegalArgumentException("must be a UUID");
        }
        return UUID.fromString(text);
    }

    /** Its range is that of google.protobuf.Timestamp. */
    private static Instant instant(Timestamp time) {
        boolean right = time.getSeconds() >= FIRST_SECOND
                && time.getSeconds() <= LAST_SECOND
                && time.getNanos() >= 0
                && time.getNanos() < NANOS;
        if (!right) {
            throw new IllegalArgumentException("must be between the years 1 and 9999");
        }
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
