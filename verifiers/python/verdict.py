class Void(Exception):
    """An entry is void; it stays visible with this reason of FORMAT.md §12."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason
