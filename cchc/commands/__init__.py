"""The commands of `cchc`; importing a module adds its commands to the application."""
