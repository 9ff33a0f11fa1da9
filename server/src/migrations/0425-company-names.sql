-- A table names its companies line by line: they are found among companies alone.
create index customer_company_name on customer (customer_plain(name)) where kind = 'company' and joined_into is null;
