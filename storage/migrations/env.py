"""What Alembic runs for each upgrade; it works within the transaction that it is given."""

from alembic import context

from storage.migrations.upgrading import CONNECTION

context.configure(connection=context.config.attributes[CONNECTION], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
