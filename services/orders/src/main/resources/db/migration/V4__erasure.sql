-- Whose account was erased (ids only). Open until no order of theirs holds personal data any more and none can come.
CREATE TABLE erased_person (
    user_id      uuid        PRIMARY KEY,
    erased_at    timestamptz NOT NULL DEFAULT now(),
    next_look_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz
);
CREATE INDEX erased_person_open ON erased_person (next_look_at) WHERE completed_at IS NULL;
