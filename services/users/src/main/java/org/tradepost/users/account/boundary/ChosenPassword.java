package org.tradepost.users.account.boundary;

import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.password.entity.NewPassword;

/** Passwords as people choose them for their accounts. */
final class ChosenPassword {

    private ChosenPassword() {}

    /**
     * @param field of the request that has the password
     * @param text fit for a {@link NewPassword}
     * @throws ProblemException 422 naming the field, when the password hardly is more than the owner's name or address
     */
    static NewPassword of(String field, String text, PersonalData owner) {
        NewPassword password = new NewPassword(text);
        if (password.isMadeOf(owner.knownWords())) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "The password is easily guessed")
                    .field(field, "must not be made of the account's name or e-mail address");
        }
        return password;
    }
}
