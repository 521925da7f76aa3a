-- Events of other services whose effects have been recorded here, each in the transaction of its effect.
create table inbox (
    event_id     uuid        primary key,
    type         text        not null,
    topic        text        not null,
    aggregate_id text        not null,
    sequence     bigint      not null,
    consumed_at  timestamptz not null default now()
);

create index inbox_consumed_at on inbox (consumed_at);

-- The newest sequence seen of each aggregate; older events are ignored.
create table inbox_position (
    topic        text   not null,
    aggregate_id text   not null,
    sequence     bigint not null,
    primary key (topic, aggregate_id)
);

-- Events that cannot be handled. They are set aside with the reason, and stop nobody else.
create table parked_event (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    partition  integer     not null,
    position   bigint      not null,
    payload    text        not null,
    reason     text        not null,
    parked_at  timestamptz not null default now(),
    unique (topic, partition, position)
);
