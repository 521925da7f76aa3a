package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSchemasTest {

    @TempDir
    Path folder;

    @BeforeEach
    void publish() throws IOException {
        publish("a", "{\"const\":\"a.v1\"}");
        publish("b", "{\"enum\":[\"b.v1\",\"c.v1\"]}");
    }

    @Test
    void anEventIsHeldAgainstTheSchemaOfItsType() {
        EventSchemas schemas = EventSchemas.in(folder);

        schemas.assertKept("{\"type\":\"a.v1\",\"id\":\"01890000-0000-7000-8000-000000000000\"}");
        assertThatThrownBy(() -> schemas.assertKept("{\"type\":\"a.v1\",\"id\":\"1\"}"))
                .as("formats are rules, not remarks")
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> schemas.assertKept("{\"type\":\"d.v1\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("d.v1");
        assertThatThrownBy(() -> schemas.assertKept("no event")).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyTypeOfEverySchemaHasToBeTried() {
        EventSchemas schemas = EventSchemas.in(folder);
        schemas.assertKept("{\"type\":\"a.v1\"}");
        schemas.assertKept("{\"type\":\"b.v1\"}");

        assertThatThrownBy(schemas::assertAllTried)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("c.v1");
        schemas.assertKept("{\"type\":\"c.v1\"}");
        schemas.assertAllTried();
        assertThat(schemas.types()).containsExactly("a.v1", "b.v1", "c.v1");
    }

    @Test
    void twoSchemasOfATypeAndNoneAtAllAreMistakes(@TempDir Path empty) throws IOException {
        assertThatIllegalStateException().isThrownBy(() -> EventSchemas.in(empty));

        publish("again", "{\"const\":\"a.v1\"}");
        assertThatIllegalStateException()
                .isThrownBy(() -> EventSchemas.in(folder))
                .withMessageContaining("a.v1");
    }

    private void publish(String name, String type) throws IOException {
        Files.writeString(
                folder.resolve(name + ".v1.schema.json"),
                "{\"properties\":{\"type\":" + type + ",\"id\":{\"type\":\"string\",\"format\":\"uuid\"}}}");
    }
}
