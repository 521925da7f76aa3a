package org.tradepost.users.rpc.boundary;

import io.grpc.MethodDescriptor;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.tradepost.shared.grpc.Calls;
import org.tradepost.shared.grpc.GrpcEndpoint;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.control.CachedAccounts;
import org.tradepost.users.account.control.OpenAccount;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.grpc.v1.CreateUserRequest;
import org.tradepost.users.grpc.v1.CreateUserResponse;
import org.tradepost.users.grpc.v1.GetUserRequest;
import org.tradepost.users.grpc.v1.GetUserResponse;
import org.tradepost.users.grpc.v1.StreamUserActivityRequest;
import org.tradepost.users.grpc.v1.StreamUserActivityResponse;
import org.tradepost.users.grpc.v1.UserServiceGrpc;

/** Users over gRPC. Dependent, because the generated class has a final method, which no proxy can have. */
@Dependent
public class UsersEndpoint extends UserServiceGrpc.UserServiceImplBase implements GrpcEndpoint {

    @Inject
    Calls calls;

    @Inject
    CallerContext callers;

    @Inject
    CachedAccounts cached;

    @Inject
    Accounts accounts;

    @Inject
    OpenAccount openAccount;

    @Inject
    FollowActivity followActivity;

    @Override
    public String permission(MethodDescriptor<?, ?> method) {
        return switch (method.getBareMethodName()) {
            case "GetUser", "StreamUserActivity" -> Permissions.USER_READ;
            case "CreateUser" -> Permissions.USER_ADMIN;
            default -> null;
        };
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<GetUserResponse> answer) {
        calls.answer(answer, () -> {
            UserId id = visible(request.getUserId());
            return GetUserResponse.newBuilder()
                    .setUser(Messages.user(cached.require(id)))
                    .build();
        });
    }

    @Override
    public void createUser(CreateUserRequest request, StreamObserver<CreateUserResponse> answer) {
        calls.answer(answer, () -> {
            OpenAccount.Opened opened = openAccount.execute(RequestFields.personalData(request));
            return CreateUserResponse.newBuilder()
                    .setUser(Messages.user(opened.account().view()))
                    .setActivationToken(opened.activation().token().value())
                    .setActivationExpiresAt(
                            Messages.timestamp(opened.activation().expiresAt()))
                    .build();
        });
    }

    @Override
    public void streamUserActivity(
            StreamUserActivityRequest request, StreamObserver<StreamUserActivityResponse> answer) {
        calls.stream(answer, out -> {
            Instant from = request.hasFromTime() ? RequestFields.instant("from_time", request.getFromTime()) : null;
            UserId user = visible(request.getUserId());
            followActivity.execute(accounts.require(user).id(), from, out);
        });
    }

    private UserId visible(String userId) {
        UUID id = RequestFields.uuid("user_id", userId);
        callers.caller().requireOwnerOrAdmin(id);
        return new UserId(id);
    }
}
