package org.tradepost.gateway.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.caching.control.CachingRules;

class CachingRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    public, s-maxage=1 | 1
                    public, max-age=0, s-maxage=7 | 7
                    Public,MAX-AGE=3 | 3
                    public, max-age=3, max-age=3 | 3
                    """)
    void whatTheServiceAllowsIsKeptForAsLong(String caching, long seconds) {
        assertThat(CachingRules.lifetime(200, saying(caching))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "public",
                "max-age=60",
                "s-maxage=60",
                "public, max-age=0",
                "public, max-age=60, s-maxage=0",
                "public, max-age=60, no-store",
                "public, max-age=60, No-Cache",
                "public, max-age=60, private",
                "public, max-age=60, private=\"x\"",
                "public, max-age=60, no-cache=\"set-cookie\"",
                "public, max-age=1, max-age=60",
                "public, max-age=-1",
                "public, max-age=6x",
                "public, max-age=99999999999999999999"
            })
    void whatItDoesNotAllowInSoManyWordsIsNot(String caching) {
        assertThat(CachingRules.lifetime(200, saying(caching))).isEmpty();
    }

    @Test
    void directivesInTwoFieldsCountTogether() {
        HttpFields fields = HttpFields.build(saying("public, max-age=60")).add("Cache-Control", "no-store");
        assertThat(CachingRules.lifetime(200, fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 203, 204, 206, 301, 302, 304, 400, 401, 404, 410, 500, 503})
    void onlyWholeGoodAnswersAreKept(int status) {
        assertThat(CachingRules.lifetime(status, saying("public, max-age=60"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Set-Cookie,a=b", "Vary,*", "Vary,Accept-Encoding", "Content-Range,bytes 0-1/2", "Content-Encoding,gzip"
    })
    void fieldsForSomebodyInParticularAreNot(String name, String value) {
        HttpFields fields = HttpFields.build(saying("public, max-age=60")).add(name, value);
        assertThat(CachingRules.lifetime(200, fields)).isEmpty();
    }

    @Test
    void theAgeThatAnAnswerCameWithCounts() {
        assertThat(CachingRules.lifetime(
                        200, HttpFields.build(saying("public, max-age=60")).add("Age", "20")))
                .contains(Duration.ofSeconds(40));
        assertThat(CachingRules.lifetime(
                        200, HttpFields.build(saying("public, max-age=60")).add("Age", "60")))
                .isEmpty();
        assertThat(CachingRules.lifetime(
                        200, HttpFields.build(saying("public, max-age=60")).add("Age", "new")))
                .isEmpty();
    }

    private static HttpFields saying(String caching) {
        return HttpFields.build().add("Cache-Control", caching).asImmutable();
    }
}
