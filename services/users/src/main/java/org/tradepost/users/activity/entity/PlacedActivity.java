package org.tradepost.users.activity.entity;

/**
 * An entry and where it is in its feed.
 *
 * @param place grows with each entry that is added to the feed, in the order in which they can be seen
 */
public record PlacedActivity(long place, Activity activity) {}
