CREATE TABLE known (id integer);
