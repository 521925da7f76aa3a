-- For `verify`: which events have taken effect here, and which could not.
CREATE VIEW audit_inbox AS
    SELECT event_id, type, topic FROM inbox;

CREATE VIEW audit_unhandled_event AS
    SELECT topic, payload FROM parked_event;

GRANT SELECT ON audit_inbox, audit_unhandled_event TO ${auditRole};
