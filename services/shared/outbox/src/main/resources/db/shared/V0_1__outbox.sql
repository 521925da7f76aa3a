-- Facts on their way to Kafka. Rows commit with the change they tell of. The relay sends what is unsent in id order; since ids of
-- one aggregate are drawn under its row lock, that is the aggregate's own order, and a row that commits late is simply sent late.
create table outbox (
    id           bigint generated always as identity primary key,
    event_id     uuid        not null unique,
    topic        text        not null,
    aggregate_id text        not null,
    sequence     bigint      not null,
    payload      text        not null,
    created_at   timestamptz not null default now(),
    sent_at      timestamptz
);

create index outbox_unsent on outbox (id) where sent_at is null;
create index outbox_sent_at on outbox (sent_at) where sent_at is not null;
