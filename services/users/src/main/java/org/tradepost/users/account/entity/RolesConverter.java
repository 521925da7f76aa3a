package org.tradepost.users.account.entity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.tradepost.shared.identity.Role;

/** Keeps the roles of an account in one column ({@code admin,user}): they are few, and always read together. */
@Converter
public class RolesConverter implements AttributeConverter<Set<Role>, String> {

    @Override
    public String convertToDatabaseColumn(Set<Role> roles) {
        return roles == null
                ? null
                : roles.stream().map(Role::roleName).sorted().collect(Collectors.joining(","));
    }

    @Override
    public Set<Role> convertToEntityAttribute(String column) {
        if (column == null) {
            return null;
        }
        return Collections.unmodifiableSet(Arrays.stream(column.split(","))
                .map(Role::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))));
    }
}
