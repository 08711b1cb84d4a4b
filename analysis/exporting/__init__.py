"""A finished study for other tools: tables, a workbook, networks, a data dictionary, and the record of it all."""
