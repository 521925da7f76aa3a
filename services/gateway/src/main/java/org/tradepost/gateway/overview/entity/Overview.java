package org.tradepost.gateway.overview.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A user and the latest orders, or as much of it as could be had.
 *
 * @param user as the users service shows it; absent when missing
 * @param orders the five latest, newest first; absent when missing
 * @param partial whether something is missing
 * @param missing what
 */
public record Overview(JsonNode user, JsonNode orders, boolean partial, List<String> missing) {}
