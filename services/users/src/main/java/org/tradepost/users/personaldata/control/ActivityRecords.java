package org.tradepost.users.personaldata.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.activity.control.ActivityFeed;
import org.tradepost.users.activity.entity.Activity;

/** The activity feed as a part of the export. */
@ApplicationScoped
public class ActivityRecords implements PersonalRecords {

    @Inject
    ActivityFeed feed;

    @Override
    public String part() {
        return "activity";
    }

    @Override
    public Some read(UserId person, String cursor) {
        Page<Activity> page = feed.page(person, PageRequest.of(LIMIT, cursor, ActivityFeed.CURSOR_KEYS));
        return new Some(page.items(), page.nextCursor());
    }
}
