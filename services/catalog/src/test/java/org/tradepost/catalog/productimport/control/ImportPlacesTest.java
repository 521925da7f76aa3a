package org.tradepost.catalog.productimport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.productimport.entity.ImportReport;
import org.tradepost.shared.problem.ProblemException;

class ImportPlacesTest {

    private static final ImportReport REPORT = new ImportReport(1, 1, 0, 0, List.of(), false);

    private final ImportPlaces places = new ImportPlaces(2);

    @Test
    void whoeverFindsNoPlaceIsRefusedAtOnce() throws Exception {
        ImportReport report = places.take(() -> places.take(() -> {
            ProblemException refusal = catchThrowableOfType(
                    ProblemException.class,
                    () -> places.take(() -> {
                        throw new AssertionError("this import has no place");
                    }));
            assertThat(refusal.code()).isEqualTo(CatalogError.TOO_MANY_IMPORTS);
            assertThat(refusal.code().status()).isEqualTo(429);
            assertThat(refusal.headers()).containsEntry("Retry-After", "10");
            return REPORT;
        }));

        assertThat(report).isSameAs(REPORT);
        assertThat(places.take(() -> places.take(() -> REPORT))).isSameAs(REPORT);
    }

    @Test
    void anImportThatBreaksOffLeavesItsPlace() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> places.take(() -> {
                        throw new IOException("the sender is gone");
                    }))
                    .isInstanceOf(IOException.class);
        }

        assertThat(places.take(() -> REPORT)).isSameAs(REPORT);
    }

    @Test
    void thereIsAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImportPlaces(0))
                .withMessage("tradepost.catalog.imports.concurrent must be at least 1");
    }
}
