package org.tradepost.users.rpc.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Timestamp;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.FieldError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.grpc.v1.CreateUserRequest;
import org.tradepost.users.grpc.v1.User;
import org.tradepost.users.grpc.v1.UserServiceGrpc;

class UsersEndpointTest {

    private static final Pattern ROW =
            Pattern.compile("\\| `/(tradepost\\.users\\.v1\\.UserService/\\w+)` \\| `([a-z:]+)` \\|");

    @Test
    void everyMethodNeedsWhatIsDocumented() throws Exception {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../../docs/permissions.md")));
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }
        UsersEndpoint endpoint = new UsersEndpoint();
        Map<String, String> needed = new TreeMap<>();
        UserServiceGrpc.getServiceDescriptor()
                .getMethods()
                .forEach(method -> needed.put(method.getFullMethodName(), endpoint.permission(method)));
        assertThat(needed).isEqualTo(documented).hasSize(3);
    }

    @Test
    void aMethodThatIsNotKnownIsClosed() {
        var unknown = UserServiceGrpc.getGetUserMethod().toBuilder()
                .setFullMethodName("tradepost.users.v1.UserService/Other")
                .build();
        assertThat(new UsersEndpoint().permission(unknown)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"GetUser, get, /api/v2/users/{id}", "CreateUser, post, /api/v1/admin/users"})
    void httpOptionsNameWhatRestHas(String name, String verb, String path) throws Exception {
        HttpRule rule = method(name).getOptions().getExtension(AnnotationsProto.http);
        String asked = (rule.hasGet() ? rule.getGet() : rule.getPost()).replace("{user_id}", "{id}");
        assertThat(asked).isEqualTo(path);
        assertThat(rule.hasGet() ? "get" : "post").isEqualTo(verb);
        assertThat(rest().at("/paths").path(path).has(verb)).isTrue();
    }

    @Test
    void transcodedFieldsHaveTheNamesThatRestGivesThem() throws Exception {
        JsonNode components = rest().at("/components");
        assertThat(names(CreateUserRequest.getDescriptor()))
                .containsExactlyInAnyOrderElementsOf(names(components.at("/schemas/OpenAccount/properties")));
        Set<String> user = names(User.getDescriptor());
        // Told by gRPC alone.
        assertThat(user.remove("updatedAt")).isTrue();
        assertThat(names(components.at("/examples/UserV2/value"))).containsAll(user);
    }

    @Test
    void everyWrongFieldIsNamed() {
        CreateUserRequest wrong = CreateUserRequest.newBuilder()
                .setEmail("no address")
                .setPreferences(org.tradepost.users.grpc.v1.Preferences.newBuilder()
                        .setTimeZone("Mars/Olympus")
                        .setLanguage("???"))
                .build();
        assertThatThrownBy(() -> RequestFields.personalData(wrong))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(CommonError.VALIDATION_ERROR);
                    assertThat(refused.toProblem().errors())
                            .extracting(FieldError::field)
                            .containsExactly("email", "full_name", "preferences.time_zone", "preferences.language");
                });
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        PersonalData data = RequestFields.personalData(CreateUserRequest.newBuilder()
                .setEmail("Ada@Example.com")
                .setFullName(" Ada ")
                .build());
        assertThat(data.email().value()).isEqualTo("ada@example.com");
        assertThat(data.name().value()).isEqualTo("Ada");
        assertThat(data.preferences()).isEqualTo(Preferences.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "1-1-1-1-1", "019a2f6e-7c1b-7a55-9d3e-0b7c1f2a3d4e0"})
    void whatIsNoUuidIsRefused(String text) {
        assertThatThrownBy(() -> RequestFields.uuid("user_id", text)).hasMessageContaining("user_id must be a UUID");
    }

    @ParameterizedTest
    @CsvSource({"-99999999999999, 0", "253402300800, 0", "0, -1", "0, 1000000000"})
    void aTimeOutOfRangeIsRefused(long seconds, int nanos) {
        Timestamp time =
                Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
        assertThatThrownBy(() -> RequestFields.instant("from_time", time)).hasMessageContaining("from_time must be");
    }

    private static JsonNode rest() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("contracts/openapi.yaml").toFile());
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> names(Descriptor message) {
        return message.getFields().stream()
                .map(FieldDescriptor::getJsonName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static MethodDescriptor method(String name) {
        var supplier = (ProtoMethodDescriptorSupplier) UserServiceGrpc.getServiceDescriptor().getMethods().stream()
                .filter(method -> name.equals(method.getBareMethodName()))
                .findFirst()
                .orElseThrow()
                .getSchemaDescriptor();
        return supplier.getMethodDescriptor();
    }
}
