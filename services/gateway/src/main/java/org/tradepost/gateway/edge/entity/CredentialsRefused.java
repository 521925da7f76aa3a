package org.tradepost.gateway.edge.entity;

import java.util.UUID;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

/** The gateway does not accept what somebody shows to be let in: a refusal that belongs into the audit log. */
public final class CredentialsRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** What was shown. */
    public enum Kind {
        API_KEY,
        SIGNATURE
    }

    private final Kind kind;
    private final UUID keyId;
    private final transient Caller caller;

    private CredentialsRefused(Kind kind, UUID keyId, Caller caller, ErrorCode code, String detail) {
        super(code, detail);
        this.kind = kind;
        this.keyId = keyId;
        this.caller = caller;
    }

    /** Whose key it was meant to be is not known. */
    public static CredentialsRefused apiKey(ErrorCode code, String detail) {
        return new CredentialsRefused(Kind.API_KEY, null, null, code, detail);
    }

    /**
     * @param keyId the key that was named; null when none was, or nothing that could be one
     * @param caller who was authenticated otherwise; null when nobody was
     */
    public static CredentialsRefused signature(UUID keyId, Caller caller, ErrorCode code, String detail) {
        return new CredentialsRefused(Kind.SIGNATURE, keyId, caller, code, detail);
    }

    public Kind kind() {
        return kind;
    }

    /** Null when none is known. */
    public UUID keyId() {
        return keyId;
    }

    /** Null when nobody is known. */
    public Caller caller() {
        return caller;
    }
}
