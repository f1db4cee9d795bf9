"""An embedded PostgreSQL for whoever has configured none. Stands alone."""
