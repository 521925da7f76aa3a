-- A parked event keeps its key, so that the later ones of its key wait behind it, and what became of it.
alter table parked_event
    add column message_key text,
    add column event_id    uuid,
    add column type        text,
    -- Base64 of what arrived, only where the text in payload is not exactly that.
    add column exact       text,
    add column state       text        not null default 'PARKED' check (state in ('PARKED', 'REPLAYED', 'DISCARDED')),
    add column attempts    integer     not null default 1,
    add column settled_at  timestamptz;

-- A topic that was lost and made anew counts its positions from the beginning: the place alone does not tell two events apart.
alter table parked_event drop constraint parked_event_topic_partition_position_key;
create unique index parked_event_place on parked_event (topic, partition, position, md5(payload));
create index parked_event_waiting on parked_event (topic, message_key, id) where state = 'PARKED';

create view audit_parked_event as
    select id, topic, message_key, event_id, state, parked_at from parked_event;

grant select on audit_parked_event to ${auditRole};
