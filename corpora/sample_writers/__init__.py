"""Writers of the sample reports: one module a file type, all from the same `Layout`."""
