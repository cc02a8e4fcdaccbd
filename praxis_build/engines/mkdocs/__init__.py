"""MkDocs, or its drop-in fork ProperDocs: configuration, theme and handbook pages."""
