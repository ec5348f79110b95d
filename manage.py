#!/usr/bin/env python
"""Django's command line for the panel."""

if __name__ == "__main__":
    from kafkasder.serving.command_line import main

    main()
