"""What happens to a project when the power, the disk or another program fails."""
