-- What operators have accepted to be done. How many of a queue may wait is decided under an advisory lock of its name, so it
-- holds for all replicas together.
CREATE TABLE command (
    id          uuid PRIMARY KEY,
    -- By which a queue is worked: ids of several replicas do not sort by when they were accepted.
    position    bigint GENERATED ALWAYS AS IDENTITY,
    queue       text COLLATE "C" NOT NULL CHECK (char_length(queue) BETWEEN 1 AND 32),
    type        text        NOT NULL CHECK (char_length(type) BETWEEN 1 AND 64),
    fields      text        NOT NULL,
    actor_id    uuid        NOT NULL,
    -- The request that asked for it, without the client's address.
    origin      text        NOT NULL,
    state       text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DONE', 'FAILED', 'REJECTED')),
    -- Counts claims, and is the fencing number of the end.
    attempts    integer     NOT NULL DEFAULT 0,
    -- When it may be claimed: at once, when a pause is over, or when the lease of its claimer is.
    due_at      timestamptz NOT NULL DEFAULT now(),
    result      text,
    failure     text,
    accepted_at timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz,
    CHECK ((state = 'WAITING') = (ended_at IS NULL)),
    CHECK ((state IN ('FAILED', 'REJECTED')) = (failure IS NOT NULL))
);
CREATE INDEX command_waiting ON command (queue, position) WHERE state = 'WAITING';
CREATE INDEX command_list ON command (queue, state, id);
CREATE INDEX command_ended ON command (ended_at);
