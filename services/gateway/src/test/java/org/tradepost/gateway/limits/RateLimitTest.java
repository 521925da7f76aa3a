package org.tradepost.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.limits.control.RateLimit;

class RateLimitTest {

    private long now;
    private final RateLimit limit = new RateLimit("requests", 2, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void countsDownAndThenRefuses() {
        assertThat(limit.admit("a").state()).isEqualTo("\"requests\";r=1;t=1");
        assertThat(limit.admit("a").allowed()).isTrue();
        var refused = limit.admit("a");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfterSeconds()).isEqualTo(1);
        assertThat(refused.policy()).isEqualTo("\"requests\";q=2;w=1");
    }

    @Test
    void admitsAgainWithTime() {
        limit.admit("a");
        limit.admit("a");
        now += 500_000_000;
        assertThat(limit.admit("a").allowed()).isTrue();
        assertThat(limit.admit("a").allowed()).isFalse();
    }

    @Test
    void countsEachAddressByItself() {
        limit.admit("a");
        limit.admit("a");
        assertThat(limit.admit("b").allowed()).isTrue();
    }
}
