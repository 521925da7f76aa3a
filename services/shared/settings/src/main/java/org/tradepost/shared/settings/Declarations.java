package org.tradepost.shared.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings that a library or a service declares, in one place. Found by {@link java.util.ServiceLoader} in every application that
 * has it.
 */
public interface Declarations {

    /** @param config what decides which settings there are, at the start; a declaration may not look */
    List<Setting<?>> settings(Function<String, Optional<String>> config);
}
