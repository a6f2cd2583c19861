"""A plan as three sheets of cells: what the grid, the workbook and the commands read and write."""
