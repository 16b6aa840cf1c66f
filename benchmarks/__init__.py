"""What things cost, as ratios that hold on any machine. Each module has a `run()`."""
