-- Whose calls and messages a list asks for: the customers of its events.
CREATE TEMP TABLE telephones AS
SELECT customer_id AS entity_id, unnest(phones) AS phone
FROM customers
SEMI JOIN listed_events ON listed_events.{{customer}} = customers.customer_id;
