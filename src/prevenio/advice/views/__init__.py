"""The staff's pages of the advice desk."""
