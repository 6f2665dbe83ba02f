"""Tables for spreadsheets and statistics, a row an article, an entity, an indicator or a tag."""
