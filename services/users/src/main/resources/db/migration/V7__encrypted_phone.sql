-- Telephone numbers are encrypted (decision 0030). Expand: this version reads both columns, writes phone_sealed only, and moves what is in
-- phone over in the background; a previous version that still runs keeps working and writes phone. phone goes in a later version.
ALTER TABLE user_account ADD COLUMN phone_sealed text, ADD COLUMN phone_key_id varchar(64);
ALTER TABLE user_account ADD CONSTRAINT user_account_phone_key CHECK ((phone_sealed IS NULL) = (phone_key_id IS NULL));

-- Every key that values of this database were ever encrypted with, and a text that only the same key opens.
CREATE TABLE data_key (
    key_id     varchar(64) PRIMARY KEY,
    proof      text        NOT NULL,
    first_used timestamptz NOT NULL DEFAULT now()
);
