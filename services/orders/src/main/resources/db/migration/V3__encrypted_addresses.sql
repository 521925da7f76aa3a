-- Delivery addresses are encrypted (decision 0030), the whole row as one JSON text. Expand: this version reads both, writes sealed only, and
-- moves the readable columns over in the background; a previous version that still runs keeps working. They go in a later version.
ALTER TABLE order_address ADD COLUMN sealed text, ADD COLUMN key_id varchar(64);
ALTER TABLE order_address ADD CONSTRAINT order_address_key CHECK ((sealed IS NULL) = (key_id IS NULL));

-- Every key that values of this database were ever encrypted with, and a text that only the same key opens.
CREATE TABLE data_key (
    key_id     varchar(64) PRIMARY KEY,
    proof      text        NOT NULL,
    first_used timestamptz NOT NULL DEFAULT now()
);
