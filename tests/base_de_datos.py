"""How the tests leave the database to each other."""

from django.db import connection


def dejar_hecho() -> None:
    """Be done with a world that many tests will share in this transaction.

    Its foreign keys are checked now: each test checks whatever is left, and takes back that it was. The planner is
    told how many rows there are: to whoever else keeps its statistics, these tables are empty.
    """
    connection.check_constraints()
    suyas = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {suyas}")
