-- One row for each request that was answered under an Idempotency-Key. resource_id is for resources whose repeated request is
-- answered with their state as it is now, rather than with the stored answer.
create table idempotency_record (
    caller       text        not null,
    key          text        not null,
    operation    text        not null,
    request_hash bytea       not null,
    status       integer,
    headers      jsonb,
    body         text,
    resource_id  uuid,
    created_at   timestamptz not null default now(),
    primary key (caller, key)
);

create index idempotency_record_created_at on idempotency_record (created_at);
