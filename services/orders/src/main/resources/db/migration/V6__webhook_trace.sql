-- The trace of the change that an event tells of: for our own spans, no longer for receivers.
ALTER TABLE webhook_event ADD COLUMN traceparent text;
