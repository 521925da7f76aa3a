package org.tradepost.users.rpc.boundary;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.activity.entity.Activity;
import org.tradepost.users.grpc.v1.Preferences;
import org.tradepost.users.grpc.v1.StreamUserActivityResponse;
import org.tradepost.users.grpc.v1.User;
import org.tradepost.users.grpc.v1.UserStatus;

/** What is stored, in the words of the contract. */
final class Messages {

    private Messages() {}

    static User user(AccountView account) {
        PersonalData data = account.personalData();
        return User.newBuilder()
                .setUserId(account.id().toString())
                .setEmail(data.email().value())
                .setFullName(data.name().value())
                .setStatus(
                        switch (account.status()) {
                            case ACTIVE -> UserStatus.USER_STATUS_ACTIVE;
                            case INACTIVE -> UserStatus.USER_STATUS_INACTIVE;
                            case SUSPENDED -> UserStatus.USER_STATUS_SUSPENDED;
                        })
                .setPreferences(Preferences.newBuilder()
                        .setEmailNotifications(data.preferences().emailNotifications())
                        .setTimeZone(data.preferences().timeZone().value())
                        .setLanguage(data.preferences().language().value()))
                .setCreatedAt(timestamp(account.createdAt()))
                .setUpdatedAt(timestamp(account.updatedAt()))
                .build();
    }

    static StreamUserActivityResponse activity(Activity activity) {
        return StreamUserActivityResponse.newBuilder()
                .setActivity(org.tradepost.users.grpc.v1.Activity.newBuilder()
                        .setActivityId(activity.id().toString())
                        .setType(activity.type().name())
                        .setOrderId(activity.orderId().toString())
                        .setOccurredAt(timestamp(activity.occurredAt())))
                .build();
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
