"""What people want of Tin Báo: one file a purpose, one method a wish."""
