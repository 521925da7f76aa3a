package org.tradepost.shared.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CacheKeyTest {

    @Test
    void identifiersAreTakenAsTheyAre() {
        assertThat(CacheKey.of("product", "a:b")).hasToString("product:a:b");
        assertThat(CacheKey.of("product", "A")).isNotEqualTo(CacheKey.of("product", "a"));
        assertThat(CacheKey.of("product", "a ")).isNotEqualTo(CacheKey.of("product", "a"));
    }

    @Test
    void aKindCannotReachIntoTheIdentifier() {
        assertThatThrownBy(() -> CacheKey.of("product:a", "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CacheKey.of("", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void targetsThatAreEqualByTheStandardHaveOneKey() {
        assertThat(CacheKey.ofTarget("/p/%61%7e%2dx", "q=%c3%a4")).isEqualTo(CacheKey.ofTarget("/p/a~-x", "q=%C3%A4"));
    }

    @Test
    void targetsThatMayDifferHaveTheirOwn() {
        CacheKey key = CacheKey.ofTarget("/p", "a=1&b=2");
        assertThat(CacheKey.ofTarget("/p", "b=2&a=1")).isNotEqualTo(key);
        assertThat(CacheKey.ofTarget("/p", "a=1&b=2&b=2")).isNotEqualTo(key);
        assertThat(CacheKey.ofTarget("/P", "a=1&b=2")).isNotEqualTo(key);
        assertThat(CacheKey.ofTarget("/p", "a=1%26b=2")).isNotEqualTo(key);
        assertThat(CacheKey.ofTarget("/p", "a=1+b")).isNotEqualTo(CacheKey.ofTarget("/p", "a=1%20b"));
        assertThat(CacheKey.ofTarget("/p", "")).isNotEqualTo(CacheKey.ofTarget("/p", null));
        assertThat(CacheKey.ofTarget("/p%3Fa", null)).isNotEqualTo(CacheKey.ofTarget("/p", "a"));
        assertThat(CacheKey.ofTarget("/p/%2561", null)).isNotEqualTo(CacheKey.ofTarget("/p/%61", null));
    }
}
