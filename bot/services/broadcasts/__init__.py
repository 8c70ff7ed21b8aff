"""What people do with broadcasts: compose, approve, plan, send, conduct, correct; and subscribe to them."""
