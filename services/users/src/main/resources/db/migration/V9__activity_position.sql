-- A place for each entry of a feed in the order in which they commit, so that a reader who knows a place misses nothing behind it: it
-- is drawn under the lock of a row of the user, which the next entry has to wait for. By a trigger, so that the version before draws
-- places, too.

CREATE TABLE user_activity_head (
    user_id  uuid   PRIMARY KEY REFERENCES user_account (id) ON DELETE CASCADE,
    position bigint NOT NULL
);

ALTER TABLE user_activity ADD COLUMN position bigint;

UPDATE user_activity SET position = placed.position
FROM (SELECT event_id, row_number() OVER (PARTITION BY user_id ORDER BY occurred_at, event_id) AS position
      FROM user_activity) AS placed
WHERE user_activity.event_id = placed.event_id;

INSERT INTO user_activity_head (user_id, position)
SELECT user_id, max(position) FROM user_activity GROUP BY user_id;

ALTER TABLE user_activity ALTER COLUMN position SET NOT NULL;
CREATE UNIQUE INDEX user_activity_position ON user_activity (user_id, position);

CREATE FUNCTION place_user_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO user_activity_head AS head (user_id, position) VALUES (NEW.user_id, 1)
    ON CONFLICT (user_id) DO UPDATE SET position = head.position + 1
    RETURNING head.position INTO NEW.position;
    RETURN NEW;
END
$$;

CREATE TRIGGER user_activity_placed BEFORE INSERT ON user_activity
    FOR EACH ROW EXECUTE FUNCTION place_user_activity();
