package org.tradepost.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.shared.testkit.AsyncApi.Action.RECEIVE;
import static org.tradepost.shared.testkit.AsyncApi.Action.SEND;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.outbox.EventHandler;
import org.tradepost.shared.testkit.AsyncApi;

/** What the service's handlers read is what the AsyncAPI document says that it receives. */
class ConsumedEventsTest {

    private static final String OWN = "tradepost.users";

    @Test
    void topicsAndTypesOfTheHandlersAreTheReceiveOperations() throws ReflectiveOperationException {
        Set<String> topics = new TreeSet<>();
        Set<String> types = new TreeSet<>();
        for (EventHandler handler : handlers()) {
            topics.addAll(handler.topics());
            types.addAll(handler.types());
        }

        Map<String, Set<String>> documented = AsyncApi.published().typesByTopic("users", RECEIVE);
        // What keeps accounts in memory reads all that users itself tells.
        assertThat(documented.remove(OWN))
                .isEqualTo(AsyncApi.published().typesByTopic("users", SEND).get(OWN));
        assertThat(documented.keySet()).isEqualTo(topics);
        assertThat(documented.values().stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(types);
    }

    private static List<EventHandler> handlers() throws ReflectiveOperationException {
        List<JavaClass> classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.tradepost.users").stream()
                        .filter(type -> type.isAssignableTo(EventHandler.class))
                        .toList();
        List<EventHandler> handlers = new ArrayList<>();
        for (JavaClass type : classes) {
            Constructor<?> constructor = type.reflect().getDeclaredConstructor();
            constructor.setAccessible(true);
            handlers.add((EventHandler) constructor.newInstance());
        }
        return handlers;
    }
}
