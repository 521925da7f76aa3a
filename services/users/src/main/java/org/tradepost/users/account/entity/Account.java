package org.tradepost.users.account.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.password.entity.PasswordHash;

/**
 * An account as it is stored. Its columns are plain values; everything that goes in or out is a domain type, so an
 * invalid account cannot be made.
 */
@Entity
@Table(name = "user_account")
public class Account {

    @Id
    private UUID id;

    private String email;

    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private UserStatus status;

    @Convert(converter = RolesConverter.class)
    private Set<Role> roles;

    private Integer age;

    /** Readable, as versions before field encryption wrote it; empty once it is in {@link #sealedPhone}. */
    private String phone;

    @Column(name = "phone_sealed")
    private String sealedPhone;

    @Column(name = "phone_key_id")
    private String phoneKeyId;

    /** What the number is; known from the time the account is made or opened. */
    @Transient
    private PhoneNumber openedPhone;

    private String avatar;

    @Column(name = "email_notifications")
    private boolean emailNotifications;

    @Column(name = "time_zone")
    private String timeZone;

    private String language;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version;

    /** For the persistence provider. */
    protected Account() {}

    /** A new, active account. */
    public static Account register(
            UserId id, PersonalData data, PasswordHash passwordHash, Set<Role> roles, Instant now) {
        Account account = new Account();
        account.id = id.value();
        account.status = UserStatus.ACTIVE;
        account.roles = atLeastOne(roles);
        account.passwordHash = passwordHash.encoded();
        account.createdAt = now;
        account.updatedAt = now;
        account.write(data);
        return account;
    }

    /** Replaces the personal data. Returns the names of the parts that changed; none means nothing was touched. */
    public Set<String> correct(PersonalData data, Instant now) {
        Set<String> changed = data.differencesFrom(personalData());
        if (!changed.isEmpty()) {
            write(data);
            updatedAt = now;
        }
        return changed;
    }

    public void changePassword(PasswordHash hash, Instant now) {
        passwordHash = hash.encoded();
        updatedAt = now;
    }

    /** Gives the account these roles and this status. Returns whether that changed anything. */
    public boolean govern(Set<Role> newRoles, UserStatus newStatus, Instant now) {
        Objects.requireNonNull(newStatus, "newStatus");
        if (atLeastOne(newRoles).equals(roles) && newStatus == status) {
            return false;
        }
        roles = newRoles;
        status = newStatus;
        updatedAt = now;
        return true;
    }

    private void write(PersonalData data) {
        email = data.email().value();
        name = data.name().value();
        age = data.age() == null ? null : data.age().years();
        openedPhone = data.phone();
        phone = null;
        sealedPhone = null;
        phoneKeyId = null;
        avatar = data.avatar() == null ? null : data.avatar().value();
        emailNotifications = data.preferences().emailNotifications();
        timeZone = data.preferences().timeZone().value();
        language = data.preferences().language().value();
    }

    /** Makes the telephone number known, which is stored encrypted. To be called on every account that was read. */
    public Account open(UnaryOperator<String> decryption) {
        if (openedPhone == null && phone != null) {
            openedPhone = new PhoneNumber(phone);
        } else if (openedPhone == null && sealedPhone != null) {
            openedPhone = new PhoneNumber(decryption.apply(sealedPhone));
        }
        return this;
    }

    /** Encrypts the telephone number where that is still to be done. To be called on every account before it is stored. */
    public Account seal(Function<String, Sealed> encryption) {
        if (openedPhone != null && sealedPhone == null) {
            Sealed sealed = encryption.apply(openedPhone.value());
            sealedPhone = sealed.text();
            phoneKeyId = sealed.keyId();
            phone = null;
        }
        return this;
    }

    private PhoneNumber phone() {
        if (openedPhone == null && (phone != null || sealedPhone != null)) {
            throw new IllegalStateException("the account " + id + " was not opened");
        }
        return openedPhone;
    }

    private static Set<Role> atLeastOne(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("must name at least one role");
        }
        return roles;
    }

    public UserId id() {
        return new UserId(id);
    }

    public PersonalData personalData() {
        return new PersonalData(
                new Email(email),
                new FullName(name),
                age == null ? null : new Age(age),
                phone(),
                avatar == null ? null : new AvatarUrl(avatar),
                new Preferences(emailNotifications, new TimeZoneName(timeZone), new LanguageTag(language)));
    }

    /** What is shown of it, as it is now. */
    public AccountView view() {
        return new AccountView(id(), personalData(), status, roles, createdAt, updatedAt, version);
    }

    public PasswordHash passwordHash() {
        return new PasswordHash(passwordHash);
    }

    public UserStatus status() {
        return status;
    }

    public Set<Role> roles() {
        return roles;
    }

    public SortedSet<String> permissions() {
        return Role.permissionsOf(roles);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    public boolean isActiveAdmin() {
        return isActive() && roles.contains(Role.ADMIN);
    }

    /** Whether orders may be placed for this account now. */
    public boolean mayOrder() {
        return isActive() && permissions().contains("order:write");
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public long version() {
        return version;
    }
}
