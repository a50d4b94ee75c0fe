"""What a command shows: screens for people (through rich) and one JSON document for programs, a file each."""
