"""Runs migrations on the connection that `cchc.index.database` hands over."""

from alembic import context

from cchc.accounts.schema import metadata  # the index's, with the tables of the accounts in it

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
