"""Every sentence that staff read about their data, one module per stage; ``catalogue`` makes findings of them."""
