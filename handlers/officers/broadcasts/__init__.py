"""Broadcasts in officers' hands: composed and approved, planned, watched while they are sent, corrected after."""
