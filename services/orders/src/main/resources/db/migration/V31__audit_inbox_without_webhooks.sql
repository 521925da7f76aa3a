-- `verify` asks that every event of a kind which ever took effect here has taken effect. What webhooks take depends on who had subscribed when
-- it came, so that only the events with an effect of the service's own are shown.
CREATE OR REPLACE VIEW audit_inbox AS
    SELECT event_id, type, topic FROM inbox WHERE type = 'tradepost.users.user-deleted.v1';
