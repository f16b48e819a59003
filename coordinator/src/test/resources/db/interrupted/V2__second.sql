CREATE TABLE second (number INTEGER NOT NULL);
INSERT INTO nowhere (number) VALUES (1);
