CREATE TABLE added (id integer);
