package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "true  | {'checks':[{'name':'orders','data':{'draining':true,'drained':true}}]}",
                "false | {'checks':[{'name':'orders','data':{'draining':true,'drained':false}}]}",
                "false | {'checks':[{'data':{'drained':true}},{'data':{'drained':false}}]}",
                "false | {'checks':[{'data':{'drained':true}},{'name':'another'}]}",
                "false | {'checks':[]}",
                "false | Not Found"
            })
    void isDrainedWhenEveryServiceOfTheServerIs(boolean drained, String health) {
        assertThat(Readiness.isDrained(health.replace('\'', '"'))).isEqualTo(drained);
    }
}
