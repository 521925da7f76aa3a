-- Which products a refusal was about, so that the caller can be told, also when asking again under the same key.
ALTER TABLE saga ADD COLUMN refused_skus text[] NOT NULL DEFAULT '{}';
