-- The database's roles, and what each may do. An administrator runs this in Minutebook's database
-- before the first migration (it makes the roles) and after every migration (it grants):
--
--     psql --set ON_ERROR_STOP=1 --file deploy/roles.sql "$ADMINISTRATORS_DATABASE_URL"
--
-- Running it again changes nothing. It sets no passwords: \password minutebook_owner, and so on.
--
--   minutebook_owner   owns the schemas and runs the migrations; nothing else connects as it
--   minutebook_app     the application: adds to the record, and cannot alter or remove an entry
--   minutebook_reader  reads entries, registers and reference data; no disclosed texts, no keys
--
-- Plain SQL without psql's own commands, so that any client can run it. PostgreSQL 15 or later.

BEGIN;
SET LOCAL client_min_messages = warning;

DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['minutebook_owner', 'minutebook_app', 'minutebook_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role_name);
        END IF;
    END LOOP;
END $$;

-- An administrator who is no superuser may hand objects over only to a role that he is a member of.
GRANT minutebook_owner TO CURRENT_USER;

DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO minutebook_app', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO minutebook_reader', current_database());
    EXECUTE format(
        'GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO minutebook_owner', current_database());
END $$;

-- Everything in the four schemas belongs to the owner, whoever ran the migration.
DO $$
DECLARE
    room record;
    thing record;
BEGIN
    FOR room IN
        SELECT oid, nspname FROM pg_namespace
        WHERE nspname IN ('eventlog', 'projections', 'directory', 'gateway')
    LOOP
        EXECUTE format('ALTER SCHEMA %I OWNER TO minutebook_owner', room.nspname);
        FOR thing IN
            -- Sequences of identity and serial columns follow their tables.
            SELECT oid::regclass AS name FROM pg_class
            WHERE relnamespace = room.oid AND relkind IN ('r', 'p', 'v', 'm')
              AND pg_get_userbyid(relowner) <> 'minutebook_owner'
        LOOP
            EXECUTE format('ALTER TABLE %s OWNER TO minutebook_owner', thing.name);
        END LOOP;
        FOR thing IN
            SELECT oid::regprocedure AS name FROM pg_proc
            WHERE pronamespace = room.oid AND pg_get_userbyid(proowner) <> 'minutebook_owner'
        LOOP
            EXECUTE format('ALTER ROUTINE %s OWNER TO minutebook_owner', thing.name);
        END LOOP;
    END LOOP;
END $$;

-- The record. Entries and their tags can be added and read. There is no right to change, delete or
-- truncate them, for anyone but the owner, and a trigger refuses even the owner.
DO $$
BEGIN
    IF to_regnamespace('eventlog') IS NULL THEN
        RETURN;
    END IF;
    GRANT USAGE ON SCHEMA eventlog TO minutebook_app, minutebook_reader;
    REVOKE ALL ON ALL TABLES IN SCHEMA eventlog FROM PUBLIC, minutebook_app, minutebook_reader;
    GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA eventlog TO minutebook_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA eventlog TO minutebook_app;
    -- The reader gets no rights in advance: a later table may hold what is not for everyone.
    GRANT SELECT ON ALL TABLES IN SCHEMA eventlog TO minutebook_reader;
    ALTER DEFAULT PRIVILEGES FOR ROLE minutebook_owner IN SCHEMA eventlog
        GRANT SELECT, INSERT ON TABLES TO minutebook_app;
    ALTER DEFAULT PRIVILEGES FOR ROLE minutebook_owner IN SCHEMA eventlog
        GRANT USAGE ON SEQUENCES TO minutebook_app;
    IF to_regclass('eventlog.book') IS NOT NULL THEN
        GRANT UPDATE ON eventlog.book TO minutebook_app;  -- the head moves with each append
    END IF;
    IF to_regclass('eventlog.disclosure') IS NOT NULL THEN
        GRANT DELETE ON eventlog.disclosure TO minutebook_app;  -- erasure of names and free text
        REVOKE ALL ON eventlog.disclosure FROM minutebook_reader;
    END IF;
END $$;

-- What can be rebuilt, looked up or configured: the application works in these freely.
DO $$
DECLARE
    room text;
BEGIN
    FOREACH room IN ARRAY ARRAY['projections', 'directory', 'gateway'] LOOP
        IF to_regnamespace(room) IS NULL THEN
            CONTINUE;
        END IF;
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO minutebook_app', room);
        EXECUTE format(
            'GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA %I'
            ' TO minutebook_app', room);
        EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO minutebook_app', room);
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE minutebook_owner IN SCHEMA %I'
            ' GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO minutebook_app', room);
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE minutebook_owner IN SCHEMA %I'
            ' GRANT USAGE ON SEQUENCES TO minutebook_app', room);
    END LOOP;
    IF to_regclass('gateway.alembic_version') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON gateway.alembic_version FROM minutebook_app;
    END IF;
    FOREACH room IN ARRAY ARRAY['projections', 'directory'] LOOP  -- not gateway: it holds keys
        IF to_regnamespace(room) IS NULL THEN
            CONTINUE;
        END IF;
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO minutebook_reader', room);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO minutebook_reader', room);
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE minutebook_owner IN SCHEMA %I'
            ' GRANT SELECT ON TABLES TO minutebook_reader', room);
    END LOOP;
END $$;

COMMIT;
