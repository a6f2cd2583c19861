"""What runs beside Django on one machine: set-up, the embedded services, and who starts and stops them.

Nothing in here imports Django. `preparar` and what it imports need the standard library alone: they run
before the virtual environment exists.
"""
