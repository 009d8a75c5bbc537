"""Tables: type codes, organs, headings, cue phrases, laws, units. Each row names its source."""
