-- The export of a person reads their payments.
CREATE INDEX payment_by_user ON payment (user_id, id) WHERE user_id IS NOT NULL;
