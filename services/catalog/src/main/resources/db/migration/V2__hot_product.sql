-- The products that shoppers read most, so that a replica that starts has them in memory before it is asked. Any replica may overwrite it.
CREATE TABLE hot_product (
    sku   text COLLATE "C" PRIMARY KEY,
    place integer NOT NULL
);
